variable "size" {
  default = 2
}
locals {
  replaced = "override"
}
resource "terraform_data" "this" {
  input = "override"
  lifecycle {
    prevent_destroy = false
  }
}
