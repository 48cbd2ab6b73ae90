"""A pair's thread: its first card, and who is taken out of it."""
