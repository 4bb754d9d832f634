a = ""
b = " spaces  kept "
c = "a/b:c=d{e}"
d = "# no comment // neither"
