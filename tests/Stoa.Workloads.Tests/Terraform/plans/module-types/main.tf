module "m" {
  source = "./m"
  rules = [
    { port = "80", cidrs = ["0.0.0.0/0"] },
    { port = 443, description = "https", cidrs = [] },
  ]
  tags    = { a = 1, b = null }
  objects = { one = { x = "1" }, two = { x = 2, y = "why" } }
}
output "rules" { value = module.m.rules }
