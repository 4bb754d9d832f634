module "network" {
  source = "./modules/network"
  cidr   = "10.0.0.0/16"
  zones  = ["a", "b"]
}
module "app" {
  source  = "./modules/app"
  subnets = module.network.subnet_ids
  names   = module.network.names
}
output "app" { value = module.app.inputs }
output "network" { value = module.network }
