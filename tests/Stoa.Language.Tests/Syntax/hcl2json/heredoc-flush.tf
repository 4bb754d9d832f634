a = <<-EOT
    four
      six
    four
  EOT
b {
  c = <<-X
    one

    two
    X
}
