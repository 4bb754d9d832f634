a = "x ${~ y ~} z"
b = <<EOT
%{ for v in l ~}
${v}
%{ endfor ~}
EOT
