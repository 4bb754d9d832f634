resource "terraform_data" "c" { input = path.module }
output "path" { value = path.module }
