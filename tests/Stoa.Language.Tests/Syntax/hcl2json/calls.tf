a = f()
b = f(1, 2)
c = f(x...)
d = f(
  1,
  2,
)
e = provider::time::rfc3339_parse("x")
