resource "terraform_data" "new" { input = 1 }
moved {
  from = terraform_data.old
  to   = terraform_data.new
}
removed {
  from = terraform_data.gone
  lifecycle { destroy = false }
}
module "renamed" { source = "./m" }
moved {
  from = module.before
  to   = module.renamed
}
check "health" {
  assert {
    condition     = terraform_data.new.input == 1
    error_message = "not one"
  }
}
