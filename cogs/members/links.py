"""The signed link in the mail "this account joined as you": whoever holds it may close the door again."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from bot.errors import Refusal
from bot.house import House
from config.texts import N_

LINK_KEY = "not-me"
PATH = "/not-me/"
VALID = timedelta(days=30)


@dataclass
class LinkGone(Refusal):
    """The link was not made here, has run out, or its matter is settled."""

    says: ClassVar[str] = N_(
        "This link no longer opens anything. If somebody uses your place, tell a steward of your network."
    )


@dataclass(frozen=True)
class NotMe:
    """What the link is about: one account's joining as one person."""

    network_id: int
    person_id: int
    account_id: int


def not_me_link(house: House, network_id: int, person_id: int, account_id: int) -> str | None:
    """Return the link, or None where no pages are served."""
    if house.settings.public_url is None:
        return None
    until = int((house.clock.now() + VALID).timestamp())
    facts = f"{network_id}.{person_id}.{account_id}.{until}"
    return f"{house.settings.public_url}{PATH}{facts}.{_signature(house.keys.signing_key(LINK_KEY), facts)}"


def read_not_me(house: House, token: str) -> NotMe | None:
    """Return what a link is about, or None if it was not made here or has run out."""
    facts, _, signature = token.rpartition(".")
    genuine = [_signature(key, facts) for key in house.keys.signing_keys(LINK_KEY)]
    if not any(hmac.compare_digest(signature.encode(), each.encode()) for each in genuine):
        return None
    network_id, person_id, account_id, until = (int(part) for part in facts.split("."))
    return NotMe(network_id, person_id, account_id) if house.clock.now().timestamp() < until else None


def _signature(key: bytes, facts: str) -> str:
    return hmac.new(key, facts.encode(), "sha256").hexdigest()
