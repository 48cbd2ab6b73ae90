"""A question a week in every room: one step forward, one obstacle."""
