"""A Discord server as it is, connected or saved to a file, read into the plain numbers that permissions are about."""
