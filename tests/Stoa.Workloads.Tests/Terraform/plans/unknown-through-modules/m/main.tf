variable "value" { type = string }
resource "terraform_data" "this" { input = { value = var.value } }
output "id" { value = terraform_data.this.id }
output "value" { value = terraform_data.this.input.value }
