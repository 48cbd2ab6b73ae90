"""Does: one package for each thing members do."""
