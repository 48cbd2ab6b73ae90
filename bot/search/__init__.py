"""Full-text search over words that may stand in the clear, the same on SQLite and PostgreSQL."""
