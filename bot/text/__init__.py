"""Texts as numbers: vectors, likeness, groups, and the words that tell one group from the rest. Nothing leaves."""
