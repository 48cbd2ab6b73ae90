"""Finding again what was asked in the forum, what helped and what closed it."""
