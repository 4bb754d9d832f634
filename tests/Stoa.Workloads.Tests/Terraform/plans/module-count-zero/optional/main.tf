resource "terraform_data" "this" { input = "here" }
output "value" { value = terraform_data.this.input }
