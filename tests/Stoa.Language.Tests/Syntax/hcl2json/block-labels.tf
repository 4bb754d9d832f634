one {}

two "a" {}

three "a" "b" {}

bare a b {
  x = 1
}
