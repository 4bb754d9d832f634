resource "terraform_data" "this" {
  input = { tags = var.tags, size = var.size, list = var.list }
}
