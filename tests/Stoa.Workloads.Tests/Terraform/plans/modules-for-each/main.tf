locals {
  services = {
    api    = { port = 8080, replicas = 2 }
    worker = { port = null, replicas = 1 }
  }
}
module "service" {
  source   = "./service"
  for_each = local.services
  name     = each.key
  settings = each.value
}
output "ports" { value = { for k, s in module.service : k => s.port } }
output "api" { value = module.service["api"].addresses }
output "all" { value = flatten([for s in module.service : s.addresses]) }
output "keys" { value = keys(module.service) }
