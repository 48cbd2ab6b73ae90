"""A recipient's link: signed, expiring, revocable. The token is in the mail only; a hash of its random id is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_

DAYS_VALID = timedelta(days=90)
ID_BYTES = 16  # 128 random bits
_FACTS = struct.Struct(f">QQ{ID_BYTES}s")  # network, expiry in seconds, random id
_SIGNATURE_BYTES = 32


@dataclass
class LinkUnknown(Refusal):
    """The link was not made here, was changed on the way, or was taken back."""

    says: ClassVar[str] = N_("This link doesn't open anything. Use the one in your newest mail from us.")


@dataclass
class LinkExpired(Refusal):
    """The link was good once."""

    says: ClassVar[str] = N_("This link has expired. Use the one in your newest mail, or reply to that mail instead.")


@dataclass
class LinkRevoked(Refusal):
    """The link was taken back."""

    says: ClassVar[str] = N_(
        "This link was taken back, so it opens nothing any more. If that surprises you, reply to the mail it came in."
    )


@dataclass
class LinkReplaced(Refusal):
    """A newer link leads to the same page."""

    says: ClassVar[str] = N_("We've sent you a newer link since. Use the one in your newest mail from us.")


@dataclass(frozen=True)
class Link:
    """What a genuine token says."""

    network_id: int
    expires_at_seconds: int
    link_hash: str


def make_link(key: bytes, network_id: int, now: datetime) -> tuple[str, Link]:
    """Return a new token for a URL, and what is to be kept of it."""
    expires = int((now + DAYS_VALID).timestamp())
    facts = _FACTS.pack(network_id, expires, secrets.token_bytes(ID_BYTES))
    token = urlsafe_b64encode(facts + _signature(key, facts)).rstrip(b"=").decode()
    return token, _link(facts)


def read_link(key: bytes, token: str, now: datetime | None) -> Link:
    """Return what a token says if its signature is ours; raises `LinkUnknown`, and `LinkExpired` at an instant."""
    try:
        data = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except (NotBase64, ValueError) as error:
        raise LinkUnknown from error
    facts, signature = data[: _FACTS.size], data[_FACTS.size :]
    if len(data) != _FACTS.size + _SIGNATURE_BYTES or not hmac.compare_digest(signature, _signature(key, facts)):
        raise LinkUnknown
    link = _link(facts)
    if now is not None and now.timestamp() >= link.expires_at_seconds:
        raise LinkExpired
    return link


def form_token(key: bytes, token: str) -> str:
    """Return what a form of the page behind this link must carry, so that no other site can send it."""
    return hmac.new(key, b"form\0" + token.encode(), hashlib.sha256).hexdigest()


def is_form_token(key: bytes, token: str, given: str) -> bool:
    """Say whether a form came from the page behind this link; takes the same time for any answer."""
    return hmac.compare_digest(form_token(key, token).encode(), given.encode("utf-8", "replace"))


def _signature(key: bytes, facts: bytes) -> bytes:
    return hmac.new(key, b"link\0" + facts, hashlib.sha256).digest()


def _link(facts: bytes) -> Link:
    network_id, expires, random_id = _FACTS.unpack(facts)
    return Link(network_id, expires, hashlib.sha256(random_id).hexdigest())
