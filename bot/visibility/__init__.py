"""Who may see: admission by the roster, roles and overwrites on the server, and who really can read."""
