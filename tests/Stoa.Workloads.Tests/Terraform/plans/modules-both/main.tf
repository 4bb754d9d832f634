module "outer" {
  source   = "./outer"
  for_each = toset(["x", "y"])
  prefix   = each.key
}
output "leafs" { value = { for k, o in module.outer : k => o.leafs } }
output "x0" { value = module.outer["x"].leafs[0] }
