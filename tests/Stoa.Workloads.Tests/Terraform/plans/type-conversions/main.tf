variable "number_as_text" {
  type    = string
  default = 5
}
variable "text_as_number" {
  type    = number
  default = "5.50"
}
variable "bool_as_text" {
  type    = string
  default = true
}
variable "text_as_bool" {
  type    = bool
  default = "true"
}
variable "tuple_as_list" {
  type    = list(string)
  default = [1, true, "x"]
}
variable "tuple_as_set" {
  type    = set(number)
  default = ["3", 1, 2, 1]
}
variable "object_as_map" {
  type    = map(string)
  default = { a = 1, b = false }
}
variable "object_drops" {
  type    = object({ a = string })
  default = { a = 1, b = 2 }
}
variable "any_list" {
  type    = list(any)
  default = [1, "2"]
}
variable "any" {
  type    = any
  default = { x = [1, "a"] }
}
variable "tuple" {
  type    = tuple([string, number])
  default = [1, "2"]
}
variable "old_list" {
  type    = list
  default = ["a"]
}
resource "terraform_data" "all" {
  input = [
    var.number_as_text, var.text_as_number, var.bool_as_text, var.text_as_bool, var.tuple_as_list, var.tuple_as_set,
    var.object_as_map, var.object_drops, var.any_list, var.any, var.tuple, var.old_list,
  ]
}
