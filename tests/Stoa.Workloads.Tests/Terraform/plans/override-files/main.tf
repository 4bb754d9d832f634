variable "size" {
  type    = number
  default = 1
}
locals {
  kept     = "kept"
  replaced = "main"
}
resource "terraform_data" "this" {
  input            = "main"
  triggers_replace = [local.kept, local.replaced, var.size]
  lifecycle {
    create_before_destroy = true
  }
}
module "m" {
  source = "./m"
  name   = "main"
  other  = "main"
}
output "o" { value = module.m.both }
