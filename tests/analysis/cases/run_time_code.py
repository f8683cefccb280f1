"""Code that is made at run time may fill the dict that it is given as its scope."""

about = {}
exec(open("version.py").read(), about)
print(about["version"])
