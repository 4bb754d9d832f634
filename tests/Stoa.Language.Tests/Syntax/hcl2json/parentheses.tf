a = (1)
b = ((x))
c = ("text")
d = (x).y
