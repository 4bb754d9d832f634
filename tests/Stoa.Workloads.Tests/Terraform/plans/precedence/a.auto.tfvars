auto = "a.auto.tfvars"
