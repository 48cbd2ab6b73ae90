"""Following a pair through: times to meet, check-ins, and an end with thanks."""
