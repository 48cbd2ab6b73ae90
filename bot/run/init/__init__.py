"""`staffroom init`: ask, try each answer, write `.env`."""
