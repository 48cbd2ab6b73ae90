"""Mails that did not arrive: refused at once, or reported later by a mail to the sender."""
