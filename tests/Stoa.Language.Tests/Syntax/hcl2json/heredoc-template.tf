a = <<EOT
hello ${name}
%{ if x }yes%{ else }no%{ endif }
${a.b[0]} tail
EOT
