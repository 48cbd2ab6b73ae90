"""`staffroom match`: one round for a programme that is run by spreadsheets, without Discord and without a database."""
