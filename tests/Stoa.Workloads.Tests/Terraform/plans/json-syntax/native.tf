resource "terraform_data" "native" { input = terraform_data.counted[1].input }
