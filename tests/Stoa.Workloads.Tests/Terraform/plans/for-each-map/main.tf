locals {
  buckets = {
    logs  = { versioned = true, days = 30 }
    media = { versioned = false, days = 90 }
    "a.b/c d" = { versioned = true, days = 1 }
  }
}
resource "terraform_data" "bucket" {
  for_each         = local.buckets
  input            = merge(each.value, { name = each.key })
  triggers_replace = [each.key, each.value.days]
}
output "days" { value = { for k, b in terraform_data.bucket : k => b.input.days } }
output "one" { value = terraform_data.bucket["logs"].input }
output "keys" { value = keys(terraform_data.bucket) }
output "values" { value = values(terraform_data.bucket)[*].input.versioned }
