variable "name" {}
variable "other" {}
resource "terraform_data" "this" { input = var.name }
output "both" { value = "${var.name} ${var.other}" }
