"""How mentoring goes, in numbers, for stewards."""
