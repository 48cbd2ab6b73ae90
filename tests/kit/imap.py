"""A small IMAP4rev1 server on loopback (RFC 3501): enough to log in, open a mailbox, search it and fetch from it."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from email.parser import BytesHeaderParser

USER, PASSWORD = "reports@example.org", 'canary "password"'
TOKEN = re.compile(rb'"((?:[^"\\]|\\.)*)"|([()])|([^\s()"]+)')


@dataclass
class Stored:
    """A mail in the mailbox."""

    uid: int
    arrived: date
    content: bytes


@dataclass
class ImapServer:
    """One account with one mailbox. `said` holds every command that was given, as it came over the wire."""

    port: int = 0
    validity: int = 7
    next_uid: int = 1
    mails: list[Stored] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    refuses: bool = False

    @property
    def url(self) -> str:
        """The mailbox as a host sets it."""
        return f"imap://reports%40example.org:canary%20%22password%22@127.0.0.1:{self.port}/INBOX"

    def receive(self, content: bytes, arrived: datetime) -> None:
        """Put a mail into the mailbox."""
        self.mails.append(Stored(self.next_uid, arrived.date(), content))
        self.next_uid += 1

    def start_anew(self) -> None:
        """Number the mails from one again, as a server does that lost its index."""
        self.validity, self.next_uid = self.validity + 1, 1
        for mail in self.mails:
            mail.uid, self.next_uid = self.next_uid, self.next_uid + 1

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hold one conversation."""
        is_in = False
        writer.write(b"* OK IMAP4rev1 ready\r\n")
        while line := await reader.readline():
            tag, _, rest = line.strip().partition(b" ")
            words = _words(rest)
            name = words[0].upper() if words else ""
            self.said.append(rest.decode("ascii", "replace"))
            if name == "UID":
                name, words = f"UID {words[1].upper()}", words[1:]
            untagged, answer = self._answer(name, words[1:], is_in=is_in)
            is_in = is_in or (name == "LOGIN" and answer.startswith("OK"))
            for each in untagged:
                writer.write(b"* " + each + b"\r\n")
            writer.write(tag + b" " + answer.encode() + b"\r\n")
            await writer.drain()
            if name == "LOGOUT":
                break
        writer.close()

    def _answer(self, name: str, given: list[str], *, is_in: bool) -> tuple[list[bytes], str]:
        if name == "CAPABILITY":
            return [b"CAPABILITY IMAP4rev1"], "OK done"
        if name == "LOGOUT":
            return [b"BYE until then"], "OK done"
        if name == "LOGIN":
            is_right = given == [USER, PASSWORD] and not self.refuses
            return [], "OK welcome" if is_right else f"NO {given[1]} is not it"  # some servers quote what they got
        known: dict[str, Callable[[list[str]], tuple[list[bytes], str]]] = {
            "STATUS": self._status,
            "EXAMINE": self._examine,
            "UID SEARCH": self._search,
            "UID FETCH": self._fetch,
        }
        if not is_in or name not in known:
            return [], "BAD not now"
        return known[name](given)

    def _status(self, given: list[str]) -> tuple[list[bytes], str]:
        if given[0] != "INBOX":
            return [], "NO such mailbox"
        return [b'STATUS "INBOX" (UIDVALIDITY %d)' % self.validity], "OK done"

    def _examine(self, given: list[str]) -> tuple[list[bytes], str]:
        if given != ["INBOX"]:
            return [], "NO such mailbox"
        here = [b"%d EXISTS" % len(self.mails), b"FLAGS (\\Seen)", b"OK [UIDVALIDITY %d] valid" % self.validity]
        return here, "OK [READ-ONLY] done"

    def _search(self, given: list[str]) -> tuple[list[bytes], str]:
        keys = given[2:] if given[0].upper() == "CHARSET" else given
        found = [b"%d" % mail.uid for mail in self.mails if self._fits(mail, [key for key in keys if key not in "()"])]
        return [b" ".join([b"SEARCH", *found])], "OK done"

    def _fits(self, mail: Stored, keys: list[str]) -> bool:
        left = list(keys)
        while left:
            key = left.pop(0).upper()
            if key == "UID":
                first = int(left.pop(0).partition(":")[0])
                newest = max(each.uid for each in self.mails)
                fits = min(first, newest) <= mail.uid  # n:* holds the newest mail, whatever n is
            elif key == "SINCE":
                fits = mail.arrived >= datetime.strptime(left.pop(0), "%d-%b-%Y").date()  # noqa: DTZ007 -- a day
            elif key == "SMALLER":
                fits = len(mail.content) < int(left.pop(0))
            elif key == "HEADER":
                name, words = left.pop(0), left.pop(0)
                fits = words.casefold() in str(BytesHeaderParser().parsebytes(mail.content).get(name, "")).casefold()
            else:
                raise AssertionError(f"{key} is not understood")
            if not fits:
                return False
        return True

    def _fetch(self, given: list[str]) -> tuple[list[bytes], str]:
        assert "BODY.PEEK[]" in given, "whoever reads for themselves leaves no mark"
        [mail] = [mail for mail in self.mails if mail.uid == int(given[0])]
        facts = b"%d FETCH (UID %d FLAGS () RFC822.SIZE %d BODY[] {%d}\r\n" % (
            self.mails.index(mail) + 1, mail.uid, len(mail.content), len(mail.content),
        )  # fmt: skip
        return [facts + mail.content + b")"], "OK done"


def _words(line: bytes) -> list[str]:
    found = (quoted if bare is None else bare for quoted, bare in _tokens(line))
    return [word.decode("ascii") for word in found if word is not None]


def _tokens(line: bytes) -> list[tuple[bytes | None, bytes | None]]:
    return [
        (re.sub(rb"\\(.)", rb"\1", match[1]) if match[1] is not None else None, match[2] or match[3])
        for match in TOKEN.finditer(line)
    ]


@asynccontextmanager
async def open_imap(tls: ssl.SSLContext | None = None) -> AsyncIterator[ImapServer]:
    """Listen on a free loopback port until the block ends."""
    imap = ImapServer()
    server = await asyncio.start_server(imap.serve, "127.0.0.1", 0, ssl=tls)
    imap.port = server.sockets[0].getsockname()[1]
    async with server:
        yield imap
