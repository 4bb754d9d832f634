a = [for v in l : v]
b = [for i, v in l : i]
c = [for v in l : v.x if v.y]
d = [
  for v in l :
  v
]
