resource "terraform_data" "single" { input = { a = 1 } }
resource "terraform_data" "many" {
  count = 2
  input = count.index
}
resource "terraform_data" "keyed" {
  for_each = toset(["a"])
  input    = each.key
}
output "single" { value = terraform_data.single }
output "many" { value = terraform_data.many }
output "keyed" { value = terraform_data.keyed }
output "count" { value = length(terraform_data.many) + length(terraform_data.keyed) }
