variable "name" {}
resource "terraform_data" "leaf" {
  for_each = { for i in range(2) : "${var.name}-${i}" => i }
  input    = { key = each.key, value = each.value }
}
output "leafs" { value = { for k, l in terraform_data.leaf : k => l.input.value } }
