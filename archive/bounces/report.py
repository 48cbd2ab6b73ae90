"""A report that a mail did not arrive (RFC 3464, inside a multipart/report of RFC 6522), and which of ours it is about.

Anybody can send such a mail. It counts only with the mark of a mail of ours, which nobody knows but its reader and the
servers on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from archive.delivery.marks import MARK

STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}", re.ASCII)
UNKNOWN = "5.0.0"
TALKS_OF = ("In-Reply-To", "References")  # some servers name the mail here and return nothing of it


@dataclass(frozen=True)
class Report:
    """A mail of ours failed for good: its status code (RFC 3463), and the marks that stand in the report."""

    status: str
    marks: frozenset[str]


def read_report(mail: Message) -> Report | None:
    """Return what a mail reports; None where it is no report, or says that the mail is delayed or did arrive."""
    if mail.get_content_type() != "multipart/report" or not mail.is_multipart():
        return None
    groups = [group for part in mail.walk() for group in _groups(part)]
    failed = [group for group in groups if str(group.get("Action", "")).strip().casefold() == "failed"]
    if not failed:
        return None
    said = " ".join(str(group.get(name, "")) for group in failed for name in ("Status", "Diagnostic-Code"))
    status = STATUS.search(said)
    return Report(status.group() if status else UNKNOWN, frozenset(_marks(mail, groups)))


def _groups(part: Message) -> Iterator[Message]:
    """Yield the groups of fields of a delivery-status part: the first is about the mail, each other about a reader."""
    inside = part.get_payload()
    if part.get_content_type() == "message/delivery-status" and isinstance(inside, list):
        yield from (group for group in inside if isinstance(group, Message))


def _marks(mail: Message, groups: list[Message]) -> Iterator[str]:
    named = [str(mail.get(name, "")) for name in TALKS_OF]
    named += [str(group.get("Original-Envelope-Id", "")) for group in groups]
    named += [str(part.get("Message-ID", "")) for part in mail.walk() if part is not mail]
    for part in mail.walk():
        inside = part.get_payload()
        if part.get_content_type() == "text/rfc822-headers" and isinstance(inside, str):
            named.append(str(HeaderParser().parsestr(inside).get("Message-ID", "")))
    for text in named:
        yield from MARK.findall(text)
