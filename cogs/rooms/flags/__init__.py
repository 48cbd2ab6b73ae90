"""Flags: a member says in confidence that somebody in the room supervises them."""
