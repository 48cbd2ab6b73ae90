"""Reading the mailbox that reports come to, over IMAP. It blocks: run it in a thread.

The mailbox may be a person's too, and policymakers' replies may lie in it. So it is opened for reading only, nothing in
it is marked or moved, and the server is asked for reports alone: no other mail is fetched.
"""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from email.message import Message
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from imap_tools import AND, BaseMailBox, H, MailBox, MailBoxStartTls, MailBoxUnencrypted, U
from imap_tools.errors import ImapToolsError

PORT, PORT_OVER_TLS = 143, 993
TIMEOUT_SECONDS = 30.0
LARGEST = 5 * 1024 * 1024  # a report quotes what it is about, our PDF too
BATCH = 100  # reports a look; the next look goes on from there


class UnsafeMailbox(Exception):
    """The server offers no encryption, and the password would cross a network."""


# what may be wrong with a mailbox, a password or the way there; ValueError: a password that IMAP cannot say
UNREADABLE = (OSError, imaplib.IMAP4.error, ImapToolsError, UnsafeMailbox, ValueError)


@dataclass(frozen=True)
class Place:
    """How far a mailbox was read: numbers mean nothing once its validity is another (RFC 3501, 2.3.1.1)."""

    validity: int = 0
    last_uid: int = 0


def name_of(url: str) -> str:
    """Return a hash by which a mailbox is known again, whatever its password is."""
    parts = urlsplit(url)
    return sha256(f"{parts.hostname}/{parts.port}/{parts.username}/{_folder(parts)}".encode()).hexdigest()


def read_mailbox(url: str, after: Place, since: date) -> tuple[list[Message], Place]:
    """Return the reports that came after a place and since a day, oldest first, and the place reached.

    Raises one of `UNREADABLE`.
    """
    with _opened(url) as (mailbox, folder):
        validity = int(mailbox.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])
        last = after.last_uid if validity == after.validity else 0
        mailbox.folder.set(folder, readonly=True)
        is_report = H("Content-Type", "multipart/report")
        wanted = AND(uid=U(str(last + 1), "*"), date_gte=since, size_lt=LARGEST, header=is_report)
        uids = sorted(int(uid) for uid in mailbox.uids(wanted, charset=None) if int(uid) > last)[
            :BATCH
        ]  # n:* always has the newest
        found = [mail for uid in uids for mail in _fetched(mailbox, uid)]
        return found, Place(validity, uids[-1] if uids else last)


def look_into(url: str) -> None:
    """Return if the mailbox can be opened; raises one of `UNREADABLE`."""
    with _opened(url) as (mailbox, folder):
        mailbox.folder.set(folder, readonly=True)


def _fetched(mailbox: BaseMailBox, uid: int) -> Iterator[Message]:
    with suppress(RecursionError):  # parts within parts within parts: nobody's report
        for mail in mailbox.fetch(uid_list=[str(uid)], mark_seen=False):
            yield mail.obj


@contextmanager
def _opened(url: str) -> Iterator[tuple[BaseMailBox, str]]:
    parts = urlsplit(url)
    mailbox = _connected(parts)
    try:
        mailbox.login(unquote(parts.username or ""), unquote(parts.password or ""), initial_folder=None)
        yield mailbox, _folder(parts)
    finally:
        with suppress(*UNREADABLE):  # it was read, or why not is known already
            mailbox.logout()


def _connected(parts: SplitResult) -> BaseMailBox:
    """Connect over TLS, checking whose server it is; plain only where nobody can listen in."""
    host, checked = parts.hostname or "", ssl.create_default_context()  # imaplib's own context checks nothing
    if parts.scheme == "imaps":
        return MailBox(host, parts.port or PORT_OVER_TLS, timeout=TIMEOUT_SECONDS, ssl_context=checked)
    port = parts.port or PORT
    plain = MailBoxUnencrypted(host, port, timeout=TIMEOUT_SECONDS)
    offers_tls = "STARTTLS" in plain.client.capabilities
    if not offers_tls and _is_this_machine(host):
        return plain
    plain.client.shutdown()
    if not offers_tls:
        raise UnsafeMailbox
    return MailBoxStartTls(host, port, timeout=TIMEOUT_SECONDS, ssl_context=checked)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _folder(parts: SplitResult) -> str:
    return unquote(parts.path.strip("/")) or "INBOX"
