variable "password" {
  type      = string
  default   = "hunter2"
  sensitive = true
}
variable "settings" {
  type      = object({ user = string, port = number })
  default   = { user = "u", port = 1 }
  sensitive = true
}
resource "terraform_data" "db" {
  input = { user = "admin", password = var.password, url = "db://${var.password}@host", port = var.settings.port }
}
resource "terraform_data" "open" {
  input = nonsensitive(var.password)
}
resource "terraform_data" "list" {
  input = [sensitive("a"), "b"]
}
module "m" {
  source = "./m"
  secret = var.password
}
output "length" {
  value     = length(var.password)
  sensitive = true
}
output "from_module" {
  value     = module.m.secret
  sensitive = true
}
