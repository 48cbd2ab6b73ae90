"""Backups: of the database, whole and checked; of the data keys, apart from it and only for days.

Keys of anonymous conversations are in neither (`bot.keys.conversations`).
"""
