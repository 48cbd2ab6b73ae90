"""Runs: the foundation of Staffroom, and `bot.run`, which puts the house together."""
