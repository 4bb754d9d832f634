a = 1
b = "text"
c = true
d = false
e = null
