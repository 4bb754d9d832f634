module "a" {
  source = "./m"
  value  = "known"
}
module "b" {
  source = "./m"
  value  = module.a.id
}
module "c" {
  source = "./m"
  value  = module.b.value
}
output "c" { value = module.c.value }
output "list" { value = [module.a.value, module.b.value] }
