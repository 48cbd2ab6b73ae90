"""Reminders a day and an hour before: rows that are due, sent once, or when pointless not at all."""
