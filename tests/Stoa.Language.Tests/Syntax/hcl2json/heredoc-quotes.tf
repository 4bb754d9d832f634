a = <<E
"quoted" and \n not escaped and \" neither
$${kept} %%{kept}
E
