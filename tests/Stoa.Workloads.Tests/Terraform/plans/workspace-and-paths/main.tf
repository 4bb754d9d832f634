locals {
  sizes = { default = "small", production = "large" }
}
resource "terraform_data" "this" {
  input = { workspace = terraform.workspace, size = local.sizes[terraform.workspace], module = path.module, root = path.root }
}
module "deep" { source = "./a/b" }
output "deep" { value = module.deep.path }
