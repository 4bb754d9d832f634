variable "zones" {
  type    = set(string)
  default = ["c", "a", "b", "a"]
}
resource "terraform_data" "zone" {
  for_each = var.zones
  input    = "${each.key}-${each.value}"
}
resource "terraform_data" "list" {
  for_each = toset([for z in var.zones : upper(z) if z != "b"])
  input    = each.key
}
output "zones" { value = [for z in terraform_data.zone : z.input] }
output "upper" { value = { for k, z in terraform_data.list : k => z.input } }
