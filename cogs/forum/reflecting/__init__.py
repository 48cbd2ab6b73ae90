"""A private look at one's own way of leading: ten questions, and an answer for oneself."""
