"""Processes that are killed while they send a digest, and what arrives of it."""
