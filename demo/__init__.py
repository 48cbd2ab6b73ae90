"""Shows: an offline network to try Staffroom in."""
