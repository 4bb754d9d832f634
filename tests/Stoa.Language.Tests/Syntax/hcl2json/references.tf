a = var.x
b = local.y
c = module.m.out
d = data.aws_ami.a.id
e = each.value
f = aws_vpc.main
