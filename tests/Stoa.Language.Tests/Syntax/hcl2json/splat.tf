a = x[*].id
b = x.*.id
c = x[*]
d = x[*].y[0].z
e = x[*].y[*].z
