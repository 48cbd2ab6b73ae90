"""Rooms that members open, join, leave and close."""
