"""Local time: what a person types and reads, in their own zone, and the instant it means."""
