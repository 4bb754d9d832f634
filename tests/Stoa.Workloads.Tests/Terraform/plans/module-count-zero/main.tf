variable "enabled" { default = false }
module "optional" {
  source = "./optional"
  count  = var.enabled ? 1 : 0
}
module "on" {
  source = "./optional"
  count  = var.enabled ? 0 : 1
}
output "off" { value = module.optional[*].value }
output "one" { value = one(module.optional[*].value) }
output "on" { value = module.on[0].value }
output "try" { value = try(module.optional[0].value, null) }
output "length" { value = length(module.optional) }
