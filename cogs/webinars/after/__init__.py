"""After a webinar: who was there, what it was worth, what is kept of it, and whether it changed anything."""
