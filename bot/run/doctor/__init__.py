"""`staffroom doctor`: is everything there that Staffroom needs?"""
