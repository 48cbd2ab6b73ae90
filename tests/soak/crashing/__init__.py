"""Crashing at every await: acts recorded from the suite, killed at each moment of theirs, and what is left."""
