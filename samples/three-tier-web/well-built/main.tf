terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      application = "orders"
      environment = "production"
      owner       = "shop-team"
      cost-center = "4711"
    }
  }
}

# CloudFront takes its certificate and its web ACL from us-east-1 alone.
provider "aws" {
  alias  = "global"
  region = "us-east-1"
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "domain" {
  type    = string
  default = "orders.example.com"
}

data "aws_availability_zones" "available" {
  state = "available"
}

locals {
  zones = slice(data.aws_availability_zones.available.names, 0, 3)
}
