"""What Discord tells becomes a look and its repairs: judged at once, gathered, and soon in any case."""
