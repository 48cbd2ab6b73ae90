"""Setting pages: tagged PDF files that screen readers read in order."""
