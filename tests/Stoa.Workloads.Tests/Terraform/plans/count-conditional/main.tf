variable "create" { default = true }
variable "skip" {
  type    = bool
  default = false
}
resource "terraform_data" "made" {
  count = var.create && !var.skip ? 1 : 0
  input = "made"
}
resource "terraform_data" "skipped" {
  count = var.skip ? 1 : 0
  input = "skipped"
}
output "made" { value = one(terraform_data.made[*].input) }
output "skipped" { value = one(terraform_data.skipped[*].input) }
output "tried" { value = try(terraform_data.skipped[0].input, "absent") }
output "chosen" { value = var.skip ? terraform_data.skipped[0].input : "fallback" }
output "joined" { value = join(",", concat(terraform_data.made[*].input, terraform_data.skipped[*].input)) }
