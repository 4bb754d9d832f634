module "m" { source = "./m" }
resource "terraform_data" "files" {
  input = {
    text     = file("${path.module}/text.txt")
    json     = jsondecode(file("data.json"))
    rendered = templatefile("${path.module}/template.tftpl", { name = "stoa", ports = [80, 443] })
    exists   = [fileexists("text.txt"), fileexists("none.txt")]
    set      = fileset(path.module, "*.txt")
    hash     = filesha256("text.txt")
    base64   = filebase64("text.txt")
    csv      = csvdecode(file("rows.csv"))
  }
}
output "m" { value = module.m.text }
