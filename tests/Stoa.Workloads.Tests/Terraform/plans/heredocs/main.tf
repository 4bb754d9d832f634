locals {
  name = "stoa"
  indented = <<-EOT
    one ${local.name}
      two
    %{ if local.name == "stoa" }yes%{ else }no%{ endif }
    EOT
  plain = <<EOT
  kept indentation $${not} %%{not}
EOT
}
resource "terraform_data" "this" {
  input = [local.indented, local.plain, "tab\tquote\"newline\n", "\u00e9", "${local.name}", "%{ for c in ["a", "b"] }<${c}>%{ endfor }"]
}
