"""Choosing for oneself: members who look for a mentor see who offers, and ask up to three of them."""
