module "m" {
  source   = "./m"
  nullable = null
  required = null
  typed    = null
}
output "m" { value = module.m.all }
