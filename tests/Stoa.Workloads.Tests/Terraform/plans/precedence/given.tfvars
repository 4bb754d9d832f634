given = "given.tfvars"
last  = "given.tfvars"
late  = "given.tfvars"
