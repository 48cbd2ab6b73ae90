"""What the decisive files are, which tests reach each line of them, and whether a test notices when a line is wrong."""
