a = l[0]
b = m["k"]
c = l[i + 1]
d = x.y[0].z["w"].v
e = x.0.y
