resource "terraform_data" "m" { input = "${path.module} ${path.root}" }
output "text" { value = trimspace(file("${path.module}/inner.txt")) }
