"""Who reads now, against who did and who should: written down and opened as exposures, put right by nobody here."""
