a = "héllo wörld 😀"
b = "日本語"
c "привет" {
  d = "ß"
}
