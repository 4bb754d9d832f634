variable "subnets" { type = list(string) }
variable "names" { type = list(string) }
resource "terraform_data" "this" {
  count = length(var.names)
  input = { subnet = var.subnets[count.index], name = var.names[count.index] }
}
output "inputs" { value = terraform_data.this[*].input }
