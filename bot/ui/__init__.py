"""Discord as people see it: visits, cards, forms, and the one door for errors."""
