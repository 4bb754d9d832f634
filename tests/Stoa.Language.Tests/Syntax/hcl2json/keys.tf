a = {
  bare     = 1
  "quoted" = 2
  (expr)   = 3
  "t-${x}" = 4
  dash-ed  = 5
}
