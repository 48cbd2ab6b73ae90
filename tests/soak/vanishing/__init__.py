"""A network of two machines on this one, whose cable can be cut."""
