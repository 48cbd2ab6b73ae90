"""A mail as plain data, so that it can wait in a row."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any


@dataclass(frozen=True)
class Attachment:
    """A file that travels with a mail."""

    name: str
    mime: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Mail:
    """One mail to one address. `message_id` is fixed by whoever causes it, so that a repeat can be recognised."""

    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str | None = field(default=None, repr=False)
    attachments: tuple[Attachment, ...] = ()
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    message_id: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the mail as plain data."""
        files = [
            {"name": file.name, "mime": file.mime, "content": b64encode(file.content).decode()}
            for file in self.attachments
        ]
        return {**vars(self), "attachments": files}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Mail:
        """Return the mail that `to_json` wrote."""
        files = tuple(Attachment(**{**file, "content": b64decode(file["content"])}) for file in data["attachments"])
        return cls(**{**data, "attachments": files})

    @property
    def mark(self) -> str | None:
        """What a report that comes back later may name this mail by: its id without the domain."""
        return self.message_id.partition("@")[0].strip("<") if self.message_id else None

    def compose(self, sender: str, reply_to: str | None, *, row_id: str, now: datetime) -> EmailMessage:
        """Return the message as it goes over the wire (RFC 5322, multipart where there is more than text).

        It has the same Message-ID each time: the one it was given, else one made of the row it waits in.
        """
        message = EmailMessage()
        message["From"], message["To"] = sender, Address(addr_spec=self.to)
        message["Subject"] = self.subject
        if reply_to:
            message["Reply-To"] = reply_to
        domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
        message["Message-ID"] = self.message_id or f"<{row_id}@{domain}>"
        message["Date"] = now
        for name, value in self.headers.items():
            message[name] = value
        message.set_content(self.text)
        if self.html is not None:
            message.add_alternative(self.html, subtype="html")
        for file in self.attachments:
            kind, _, subtype = file.mime.partition("/")
            message.add_attachment(file.content, maintype=kind, subtype=subtype, filename=file.name)
        return message
