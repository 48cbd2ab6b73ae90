"""When? Times that somebody of the team suggests, ticked by whoever wants to come, confirmed by the team."""
