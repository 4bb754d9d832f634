a = f(<<EOT
text
EOT
)
b = [<<X
one
X
, "two"]
