"""`staffroom visibility`: who can read what on any server, from a file."""
