variable "mode" { default = "b" }
variable "none" {
  type    = string
  default = null
}
locals {
  table = { a = { n = 1 }, b = { n = 2 } }
}
resource "terraform_data" "this" {
  input = {
    nested   = var.mode == "a" ? 1 : var.mode == "b" ? 2 : 3
    lookup   = try(local.table[var.mode].n, 0)
    missing  = try(local.table["z"].n, 0)
    can      = [can(local.table["z"]), can(local.table["a"])]
    null     = var.none != null ? upper(var.none) : "none"
    unify    = var.mode == "b" ? ["x"] : []
    mixed    = var.mode == "b" ? "text" : 5
    coalesce = coalesce(var.none, "fallback")
    object   = var.mode == "a" ? { p = 1 } : { p = 2 }
    for_null = [for x in coalescelist([], ["d"]) : x]
    compare  = [1 < 2, "a" == "a", [1] == [1], { a = 1 } == { a = 1 }, null == var.none]
  }
}
