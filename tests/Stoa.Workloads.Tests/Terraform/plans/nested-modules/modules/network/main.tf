variable "cidr" { type = string }
variable "zones" { type = list(string) }
module "subnet" {
  source = "./subnet"
  count  = length(var.zones)
  cidr   = cidrsubnet(var.cidr, 8, count.index)
  zone   = var.zones[count.index]
}
output "subnet_ids" { value = module.subnet[*].id }
output "names" { value = module.subnet[*].name }
