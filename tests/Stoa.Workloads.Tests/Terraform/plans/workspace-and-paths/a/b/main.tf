module "up" { source = "../c" }
output "path" { value = [path.module, module.up.path] }
