variable "nullable" { default = "default" }
variable "required" {
  default  = "used instead of null"
  nullable = false
}
variable "typed" {
  type    = list(string)
  default = ["x"]
}
resource "terraform_data" "this" {
  input = [var.nullable, var.required, var.typed == null]
}
output "all" { value = terraform_data.this.input }
