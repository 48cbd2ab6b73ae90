"""Themes of a file: issues read from a table, grouped, and written as JSON; no network is needed."""
