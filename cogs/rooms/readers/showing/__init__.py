"""What members are shown of who reads: when they ask, in the space itself, and whom they accept as overseers."""
