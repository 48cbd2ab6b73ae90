"""How often a page may be asked for: per address, and per link. In memory, and forgotten with the process."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import ClassVar

from aiohttp import web

from bot.errors import Refusal
from config.texts import N_

MOST_KEYS = 20_000


@dataclass(frozen=True)
class Rate:
    """`burst` at once, and as many again over each `per`."""

    burst: int
    per: timedelta


MINUTE = timedelta(minutes=1)
READS = frozenset({"GET", "HEAD"})
READS_OF_ADDRESS = Rate(240, MINUTE)  # an office may sit behind one address
WRITES_OF_ADDRESS = Rate(60, MINUTE)
OF_LINK = Rate(60, MINUTE)  # one person reads and answers


@dataclass
class TooOften(Refusal):
    """More came from one place than people do by hand."""

    seconds: int
    says: ClassVar[str] = N_(
        "That was a lot at once, so nothing was changed. Please try again in a moment ({seconds} s)."
    )


class Limits:
    """A leaky bucket a key, kept as the one instant at which it will be empty (ITU-T I.371, virtual scheduling)."""

    def __init__(self, most_keys: int = MOST_KEYS) -> None:
        self._empty_at: OrderedDict[str, float] = OrderedDict()
        self._most_keys = most_keys

    def check(self, key: str, rate: Rate, now: datetime) -> None:
        """Count one; raises `TooOften` where the bucket is full. A refusal does not count."""
        instant = now.timestamp()
        step = rate.per.total_seconds() / rate.burst
        empty_at = max(self._empty_at.get(key, instant), instant)
        wait = empty_at + step - rate.per.total_seconds() - instant
        if wait > 1e-6:  # floats: a bucket that is exactly full still takes one
            raise TooOften(math.ceil(wait))
        self._empty_at[key] = empty_at + step
        self._empty_at.move_to_end(key)
        if len(self._empty_at) > self._most_keys:
            self._empty_at.popitem(last=False)


def address_of(request: web.Request, proxies: int) -> str:
    """Return whom to count a request for: the address, or the network of an IPv6 one (a household has a /64).

    Each trusted proxy appends whom it heard from to ``X-Forwarded-For``, so the one `proxies` from the right was
    written by the outermost of ours. Anything to its left is whatever the visitor made up.
    """
    heard = request.headers.get("X-Forwarded-For", "").split(",")
    said = heard[-proxies].strip() if 0 < proxies <= len(heard) else ""
    try:
        address = ip_address(said or request.remote or "")
    except ValueError:
        return request.remote or ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return str(address)
