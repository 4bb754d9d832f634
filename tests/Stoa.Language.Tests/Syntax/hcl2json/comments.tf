# hash
// slashes
/* block
   of lines */
a = 1 # behind
b = /* within */ 2
c = [ # of a list
  1, // first
  2,
]
