resource "terraform_data" "count_index_in_text" {
  count            = 3
  input            = format("%s-%02d", "host", count.index + 1)
  triggers_replace = { "key-${count.index}" = count.index == 0 ? "first" : "other" }
}
locals {
  pairs = zipmap(terraform_data.count_index_in_text[*].input, range(3))
}
resource "terraform_data" "pair" {
  for_each = local.pairs
  input    = each.value
}
output "sum" { value = sum([for p in terraform_data.pair : p.input]) }
