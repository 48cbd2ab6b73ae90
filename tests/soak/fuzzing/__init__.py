"""Hostile interactions by the thousand, through discord.py's own parsers, and what may never come of them."""
