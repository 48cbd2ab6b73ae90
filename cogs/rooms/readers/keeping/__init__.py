"""Putting back what was changed by hand, each repair by itself; a space is closed meanwhile, and one gone forgotten."""
