variable "ids" { type = map(string) }
resource "terraform_data" "made" {
  for_each = var.ids
  input    = { key = each.key, id = each.value }
}
output "made" { value = { for k, v in terraform_data.made : k => v.input.key } }
