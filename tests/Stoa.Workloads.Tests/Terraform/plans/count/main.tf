variable "names" { default = ["web", "db", "cache"] }
resource "terraform_data" "each" {
  count = length(var.names)
  input = { name = var.names[count.index], position = count.index + 1, of = length(var.names) }
}
resource "terraform_data" "none" {
  count = 0
  input = "never"
}
resource "terraform_data" "text_count" {
  count = "2"
  input = count.index
}
output "names" { value = terraform_data.each[*].input.name }
output "none" { value = terraform_data.none }
output "last" { value = terraform_data.each[length(terraform_data.each) - 1].input }
output "ids" { value = terraform_data.each[*].id }
