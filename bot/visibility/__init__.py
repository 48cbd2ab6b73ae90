"""Who may see and who really can: Discord's rules, a server as it is, whom each space is for, and keeping it so."""
