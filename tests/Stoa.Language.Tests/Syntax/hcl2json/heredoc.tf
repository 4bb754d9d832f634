a = <<EOT
line one
  line two
EOT
b = <<EOT
EOT
c = 1
