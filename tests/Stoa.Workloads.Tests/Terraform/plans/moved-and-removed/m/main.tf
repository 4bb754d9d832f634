resource "terraform_data" "this" {
  input = path.module
  lifecycle {
    precondition {
      condition     = path.module != ""
      error_message = "no path"
    }
  }
}
