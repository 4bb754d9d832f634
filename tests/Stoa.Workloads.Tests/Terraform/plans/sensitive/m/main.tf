variable "secret" {}
resource "terraform_data" "inner" { input = { s = var.secret, t = "plain" } }
output "secret" {
  value     = terraform_data.inner.input
  sensitive = true
}
