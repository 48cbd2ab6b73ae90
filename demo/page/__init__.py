"""The demo's one page: who sees what, the chat to act in, the mails, the clock, the tour, what happened."""
