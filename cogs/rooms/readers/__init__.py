"""Who can read a space now, what changed about it, and putting right what should not be."""
