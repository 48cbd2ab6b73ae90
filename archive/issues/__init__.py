"""Issues and themes: what members raised, what belongs together, and how many sites it touches."""
