"""From a theme to a team: proposing, supporting, volunteering, and the thread in which the team prepares."""
