"""The private link to somebody's calendar: 192 random bits, of which only a hash is stored; and whose clock it is."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.calendar.rules import known_zones
from bot.database.ids import LARGEST

PATH = "/calendar/"
SITES = "site"  # what stands for the zone of one's site; no zone is called so
MOST_ZONES = 24  # beside it: Discord offers 25
TOKEN = re.compile(r"(?P<network>[0-9a-f]{1,16})\.(?P<secret>[\w-]{32})", re.ASCII)


@dataclass(frozen=True)
class Link:
    """What a link's token says: which network to look in, and the hash it is found by."""

    network_id: int
    token_hash: str


def new_token(network_id: int) -> str:
    """Return a token that nobody has seen."""
    return f"{network_id:x}.{secrets.token_urlsafe(24)}"


def read_token(token: str) -> Link | None:
    """Return what a token says, None where it can be none of ours."""
    found = TOKEN.fullmatch(token)
    network_id = int(found["network"], 16) if found else 0
    return Link(network_id, token_hash(token)) if 0 < network_id <= LARGEST else None


def token_hash(token: str) -> str:
    """Return what is stored of a token; at this length a hash cannot be searched for what made it."""
    return sha256(f"staffroom calendar link 1: {token}".encode()).hexdigest()


def zones_like(typed: str, here: Sequence[str]) -> list[str]:
    """Return the zones whose names hold what was typed, those that sites are in first; without anything, only these."""
    wanted = "_".join(typed.split()).casefold()
    names = dict.fromkeys([*here, *(known_zones() if wanted else ())])
    return [name for name in names if wanted in name.casefold()][:MOST_ZONES]
