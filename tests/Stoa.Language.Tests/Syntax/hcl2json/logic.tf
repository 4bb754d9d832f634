a = x && y || z
b = !x
c = !(x && y)
d = !true
