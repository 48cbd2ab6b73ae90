"""Every fortnight a situation to talk about: how leaders with different styles handled it."""
