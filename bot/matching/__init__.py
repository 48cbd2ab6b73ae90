"""Who goes with whom: hard rules, then as many as possible, then the longest waiting, then the best fit."""
