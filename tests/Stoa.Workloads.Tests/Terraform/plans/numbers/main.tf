resource "terraform_data" "this" {
  input = {
    big      = 123456789012345678901234567890
    fraction = 0.1 + 0.2
    third    = 1 / 3
    exact    = 10 / 4
    modulo   = [7 % 3, -7 % 3, 7.5 % 2]
    exponent = 1e3
    text     = "${1e6} ${1.50} ${0.00001} ${100000000000000000000}"
    round    = [floor(2.7), ceil(2.1), max(1, 5, 3), abs(-4), parseint("ff", 16), signum(-3)]
    neg      = -(-5)
    compare  = 0.30 == 0.3
  }
}
