"""Asking a question: its choices, its words, and earlier ones that it is like."""
