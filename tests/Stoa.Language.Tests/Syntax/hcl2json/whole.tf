terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "subnets" {
  type    = map(object({ cidr = string, public = optional(bool, false) }))
  default = {}
}

locals {
  public = { for k, s in var.subnets : k => s if s.public }
}

resource "aws_subnet" "this" {
  for_each   = local.public
  vpc_id     = aws_vpc.main.id
  cidr_block = each.value.cidr

  tags = merge(var.tags, { Name = "${var.name}-${each.key}" })

  lifecycle {
    ignore_changes = [tags["x"]]
  }
}

output "ids" {
  value = [for s in aws_subnet.this : s.id]
}
