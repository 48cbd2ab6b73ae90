"""Keeping what is on Discord in line with what is planned: the event, its channel, and who is still there."""
