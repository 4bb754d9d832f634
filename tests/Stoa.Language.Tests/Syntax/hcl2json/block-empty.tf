resource "aws_vpc" "a" {
}

resource "aws_vpc" "b" {}
