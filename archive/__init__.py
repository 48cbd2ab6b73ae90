"""Remembers: what the community raised, and what may leave with permission. Knows nothing of Discord."""
