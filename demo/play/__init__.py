"""Playing along: what one person can do on the page, the clock, what the bot did, the tour."""
