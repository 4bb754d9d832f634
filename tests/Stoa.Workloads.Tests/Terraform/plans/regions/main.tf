terraform {
  required_version = ">= 1.5"
}
variable "regions" {
  type = map(object({ zones = number }))
  default = {
    "eu-west-1" = { zones = 3 }
    "us-east-1" = { zones = 2 }
  }
}
module "region" {
  source   = "./region"
  for_each = var.regions
  name     = each.key
  zones    = each.value.zones
  shared = {
    tags = { region = each.key }
    all  = keys(var.regions)
  }
}
output "subnets" {
  value = merge([for r in module.region : r.subnets]...)
}
