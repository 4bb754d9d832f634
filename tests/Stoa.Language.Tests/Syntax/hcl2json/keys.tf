a = {
  bare     = 1
  "quoted" = 2
  (expr)   = 3
  "t-${x}" = 4
  dash-ed  = 5
}

# A module's providers are named by what looks like a reference.
module "m" {
  source = "./m"
  providers = {
    aws            = aws
    aws.replica    = aws.other
    aws.share-host = aws.share-host
  }
}
