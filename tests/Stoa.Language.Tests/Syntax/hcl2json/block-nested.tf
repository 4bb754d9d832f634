resource "x" "y" {
  outer {
    inner {
      deepest = 1
    }
    inner {
      deepest = 2
    }
  }
  outer {}
}
