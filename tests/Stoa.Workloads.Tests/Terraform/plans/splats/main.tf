module "group" {
  source = "./group"
  count  = 2
  size   = count.index + 1
}
locals {
  nested = [{ a = [{ b = 1 }, { b = 2 }] }, { a = [{ b = 3 }] }]
}
resource "terraform_data" "all" {
  input = {
    members = module.group[*].members
    flat    = flatten(module.group[*].members)
    inputs  = module.group[*].members[*]
    legacy  = local.nested.*.a
    deep    = local.nested[*].a[*].b
    scalar  = local.nested[0].a[0].b[*]
    null    = null[*]
    first   = module.group.0.members
  }
}
