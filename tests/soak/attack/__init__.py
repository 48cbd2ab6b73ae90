"""Everything we can think of to find out who wrote an anonymous post, without the keyring."""
