"""Whom each space is for, by what the database holds; with the roles and overwrites that say the same to Discord."""
