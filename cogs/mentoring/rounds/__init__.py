"""Rounds: by the week, by hand, early for a newcomer, and the next best after a refusal."""
