"""The members' archive: words that may be found by members, and finding them."""
