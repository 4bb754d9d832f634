variable "size" {
  default = 3
}
module "m" {
  name = "z_override"
}
