resource "terraform_data" "seed" {
  count = 2
  input = count.index
}
resource "terraform_data" "by_key" {
  for_each = { for i, s in terraform_data.seed : "k${i}" => s.id }
  input    = each.value
}
resource "terraform_data" "by_length" {
  count = length([for s in terraform_data.seed : s.id])
  input = { id = terraform_data.seed[count.index].id, all = join(",", terraform_data.seed[*].id) }
}
module "m" {
  source = "./m"
  ids    = { for k, v in terraform_data.by_key : k => v.output }
}
output "m" { value = module.m.made }
