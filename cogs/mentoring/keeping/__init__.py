"""How long answers are kept, and what is left of them: numbers."""
