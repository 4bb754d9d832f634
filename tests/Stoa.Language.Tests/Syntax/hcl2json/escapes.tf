a = "tab\tline\nreturn\rquote\"back\\slash"
b = "\u00e9\U0001F600"
c = "$${kept} and %%{kept}"
d = "$ % $$ %% $x %y"
