variable "rules" {
  type = list(object({ port = number, cidrs = set(string), description = optional(string) }))
}
variable "tags" { type = map(string) }
variable "objects" { type = map(object({ x = number, y = optional(string, "none") })) }
resource "terraform_data" "rule" {
  for_each = { for r in var.rules : r.port => r }
  input    = each.value
}
resource "terraform_data" "tags" { input = var.tags }
resource "terraform_data" "objects" { input = var.objects }
output "rules" { value = { for k, r in terraform_data.rule : k => r.input.description } }
