variable "config" {
  type = any
  default = {
    queues = [{ name = "a" }, { name = "b", fifo = true }]
    topics = {}
  }
}
resource "terraform_data" "queue" {
  for_each = { for q in var.config.queues : q.name => q }
  input    = { name = each.key, fifo = try(each.value.fifo, false), delay = lookup(each.value, "delay", 30) }
}
resource "terraform_data" "topic" {
  for_each = try(var.config.topics, {})
  input    = each.key
}
output "names" { value = sort(keys(terraform_data.queue)) }
output "topics" { value = terraform_data.topic }
