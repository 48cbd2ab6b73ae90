"""The weekly reading list: what is unanswered, what was solved, what helped; for whoever asked for it."""
