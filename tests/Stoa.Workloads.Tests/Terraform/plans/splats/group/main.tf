variable "size" { type = number }
resource "terraform_data" "member" {
  count = var.size
  input = { index = count.index, square = pow(count.index, 2) }
}
output "members" { value = terraform_data.member[*].input }
