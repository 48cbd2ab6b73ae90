"""Who can read what, by Discord's documented rules: computed over plain numbers, without Discord or a database."""
