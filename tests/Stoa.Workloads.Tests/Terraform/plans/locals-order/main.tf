locals {
  e = local.d + 1
  d = local.c + 1
  c = local.b + 1
  b = local.a + 1
  a = 1
}
locals {
  map  = { for i in range(local.e) : "k${i}" => i * i }
  even = { for k, v in local.map : k => v if v % 2 == 0 }
  grouped = { for k, v in local.map : v % 2 == 0 ? "even" : "odd" => k... }
}
resource "terraform_data" "this" {
  input = { e = local.e, map = local.map, even = local.even, grouped = local.grouped }
}
