resource "terraform_data" "odd" {
  for_each = {
    "with \"quotes\""  = 1
    "back\\slash"      = 2
    "$${dollar}"         = 3
    "%%{percent}"        = 4
    "tab\tand\nline"   = 5
    "ümlaut"             = 6
    "cost $5 100%"       = 7
  }
  input = each.key
}
