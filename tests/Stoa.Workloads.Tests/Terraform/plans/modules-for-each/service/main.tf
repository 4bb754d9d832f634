variable "name" { type = string }
variable "settings" {
  type = object({ port = number, replicas = number, cpu = optional(number, 256) })
}
resource "terraform_data" "task" {
  count = var.settings.replicas
  input = { name = "${var.name}-${count.index}", port = var.settings.port, cpu = var.settings.cpu }
}
output "port" { value = coalesce(var.settings.port, 80) }
output "addresses" { value = [for t in terraform_data.task : "${t.input.name}:${coalesce(t.input.port, 80)}"] }
