resource "terraform_data" "source" { input = "seed" }
locals {
  id = terraform_data.source.id
}
resource "terraform_data" "uses" {
  input = {
    id       = local.id
    text     = "prefix-${local.id}"
    list     = [local.id, "known"]
    tuple    = tolist([local.id, "known"])
    known    = length([local.id, "x"])
    either   = true ? "known" : local.id
    decided  = local.id == null
    upper    = upper(local.id)
    object   = { a = local.id, b = "known" }
    merged   = merge({ a = "1" }, { b = local.id })
    both     = local.id == "x" ? "p1" : "p2"
    lookup   = lookup({ x = 1 }, "x", 2)
    concat   = concat(["a"], [local.id])
    encoded  = jsonencode({ a = local.id })
    element  = element([local.id, "b"], 1)
    flat     = flatten([["a"], [local.id]])
    in_set   = toset(["a", local.id])
    contains = contains(["a", local.id], "a")
    coalesce = coalesce("first", local.id)
    splat    = terraform_data.source[*].id
  }
}
output "out" { value = terraform_data.uses.output }
output "input" { value = terraform_data.uses.input }
