variable "name" {}
variable "zones" {}
variable "shared" {}
locals {
  zone_names = [for i in range(var.zones) : "${var.name}${substr("abcdef", i, 1)}"]
  subnets    = { for pair in setproduct(local.zone_names, ["public", "private"]) : join("/", pair) => pair }
}
resource "terraform_data" "subnet" {
  for_each = local.subnets
  input = {
    zone = each.value[0]
    tier = each.value[1]
    tags = merge(var.shared.tags, { Name = each.key })
    cidr = cidrsubnet("10.0.0.0/16", 4, index(keys(local.subnets), each.key))
  }
}
output "subnets" { value = { for k, s in terraform_data.subnet : k => s.input.cidr } }
