"""Posting without one's name, wherever it is: who may, what is said first, and the words on their way."""
