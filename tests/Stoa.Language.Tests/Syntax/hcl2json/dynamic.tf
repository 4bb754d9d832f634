resource "x" "y" {
  dynamic "ingress" {
    for_each = var.ports
    iterator = port
    content {
      from = port.value
      to   = port.value + 1
    }
  }
}
