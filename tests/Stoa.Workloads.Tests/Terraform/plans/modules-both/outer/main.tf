variable "prefix" {}
module "inner" {
  source = "../inner"
  count  = 2
  name   = "${var.prefix}${count.index}"
}
output "leafs" { value = module.inner[*].leafs }
