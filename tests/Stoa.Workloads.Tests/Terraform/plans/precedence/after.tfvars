late = "after.tfvars"
