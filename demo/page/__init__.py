"""The demo's one page: what happened, who sees what, the mails, the clock."""
