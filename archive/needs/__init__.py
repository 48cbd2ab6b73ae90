"""What members need: the survey's questions, what is kept of its answers, and what others may do with that."""
