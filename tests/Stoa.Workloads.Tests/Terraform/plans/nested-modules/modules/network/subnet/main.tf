variable "cidr" {}
variable "zone" {}
resource "terraform_data" "this" {
  input = { cidr = var.cidr, zone = var.zone, path = path.module, root = path.root }
}
output "id" { value = terraform_data.this.id }
output "name" { value = "subnet-${var.zone}" }
