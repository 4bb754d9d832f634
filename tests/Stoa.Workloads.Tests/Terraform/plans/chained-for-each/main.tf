locals {
  users = [
    { name = "ann", groups = ["admin", "dev"] },
    { name = "bob", groups = ["dev"] },
  ]
  memberships = merge([
    for u in local.users : { for g in u.groups : "${u.name}:${g}" => { user = u.name, group = g } }
  ]...)
  by_group = { for m in values(local.memberships) : m.group => m.user... }
}
resource "terraform_data" "user" {
  for_each = { for u in local.users : u.name => u }
  input    = each.value.groups
}
resource "terraform_data" "membership" {
  for_each         = local.memberships
  input            = { user = terraform_data.user[each.value.user].id, group = each.value.group }
  triggers_replace = terraform_data.user[each.value.user].input
}
output "by_group" { value = local.by_group }
