"""Who comes: places, the waiting list, and the calendar file."""
