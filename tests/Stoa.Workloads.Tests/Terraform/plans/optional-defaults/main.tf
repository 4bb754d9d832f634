variable "pools" {
  type = map(object({
    size    = optional(number, 3)
    spot    = optional(bool)
    labels  = optional(map(string), {})
    taints  = optional(list(object({ key = string, effect = optional(string, "NoSchedule") })), [])
    storage = optional(object({ gb = optional(number, 20), type = optional(string, "gp3") }), {})
  }))
  default = {
    small = {}
    large = { size = "9", spot = true, taints = [{ key = "gpu" }, { key = "arm", effect = "NoExecute" }] }
    disk  = { storage = { gb = 100 }, labels = { a = 1, b = true } }
    nulls = { size = null, labels = null, storage = null }
  }
}
resource "terraform_data" "pool" {
  for_each = var.pools
  input    = each.value
}
