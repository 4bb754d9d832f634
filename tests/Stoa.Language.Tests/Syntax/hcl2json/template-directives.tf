a = "%{ if x }a%{ endif }"
b = "%{ if x }a%{ else }b%{ endif }"
c = "%{ for v in l }${v},%{ endfor }"
d = "%{ for k, v in m }${k}=${v} %{ endfor }"
