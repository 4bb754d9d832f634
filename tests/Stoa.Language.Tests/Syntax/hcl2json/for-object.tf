a = { for k, v in m : k => v }
b = { for v in l : v.id => v... }
c = { for k, v in m : upper(k) => v if v != null }
