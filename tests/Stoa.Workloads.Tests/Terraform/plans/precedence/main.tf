variable "untouched" { default = "default" }
variable "plain" { default = "default" }
variable "json" { default = "default" }
variable "auto" { default = "default" }
variable "given" { default = "default" }
variable "last" { default = "default" }
variable "late" { default = "default" }
variable "list" {
  type    = list(string)
  default = []
}
variable "number" { type = string }
resource "terraform_data" "all" {
  input = {
    untouched = var.untouched, plain = var.plain, json = var.json, auto = var.auto
    given = var.given, last = var.last, late = var.late, list = var.list, number = var.number
  }
}
