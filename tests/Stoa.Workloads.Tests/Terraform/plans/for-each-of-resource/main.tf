resource "terraform_data" "first" {
  for_each = { a = 1, b = 2 }
  input    = each.value
}
resource "terraform_data" "second" {
  for_each = terraform_data.first
  input    = { key = each.key, from = each.value.input, id = each.value.id }
}
resource "terraform_data" "third" {
  for_each = { for k, v in terraform_data.first : k => v if v.input > 1 }
  input    = each.value.output
}
