"""The mark of a mail to somebody outside: always the same for the same mail, telling nobody what it is about.

It stands in the Message-ID (RFC 5322, 3.6.4) and as the envelope's id (RFC 3461), so that a report can be matched.
"""

from __future__ import annotations

import re
from hashlib import sha256

MARK = re.compile(r"\bdigest\.([0-9a-f]{32})\b", re.ASCII)


def edition_mark(edition_id: int, recipient_id: int, reminder: int = 0) -> str:
    """Return the mark of an edition's mail to a recipient, or of its first or second reminder."""
    return _mark(f"{edition_id}/{recipient_id}" + (f"/{reminder}" if reminder else ""))


def invitation_mark(link_hash: str) -> str:
    """Return the mark of the mail that brings a colleague this link."""
    return _mark(f"invitation/{link_hash}")


def message_id(mark: str, sender: str) -> str:
    """Return the Message-ID with a mark, of the domain that mails are sent from."""
    return f"<digest.{mark}@{sender.rpartition('@')[2].strip('> ')}>"


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]
