"""Holding a server to whom its spaces are for: who reads and should not, what changed, and putting it back."""
