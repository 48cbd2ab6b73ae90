"""Is told: settings, the community's definition, and the texts members read."""
