resource "terraform_data" "first" { input = 1 }
resource "terraform_data" "second" {
  input      = 2
  depends_on = [terraform_data.first]
  lifecycle {
    ignore_changes        = [input]
    create_before_destroy = true
    replace_triggered_by  = [terraform_data.first.output]
  }
}
resource "terraform_data" "third" {
  input            = terraform_data.second.input
  triggers_replace = terraform_data.first.id
  provisioner "local-exec" {
    command = "echo ${self.input}"
  }
}
module "after" {
  source     = "./m"
  depends_on = [terraform_data.second]
}
