# What the expressions of terraform-console-1.11.4.tsv may name. Variables without a default are unknown at the console.

variable "s" {
  type = string
}

variable "n" {
  type = number
}

variable "b" {
  type = bool
}

variable "l" {
  type = list(string)
}

variable "set" {
  type = set(string)
}

variable "m" {
  type = map(string)
}

variable "o" {
  type = object({ a = string, b = number })
}

variable "any" {}

variable "secret" {
  type      = string
  default   = "hush"
  sensitive = true
}

variable "template" {
  type    = string
  default = "Hello $${name}!"
}

locals {
  numbers  = [1, 2, 3]
  settings = { a = { b = "deep" } }
  template = "Bye $${name}!"
}
