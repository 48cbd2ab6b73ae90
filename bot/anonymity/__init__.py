"""Anonymous conversations: pseudonyms, receipts, mutes, reports. Nothing here is stored by person."""
