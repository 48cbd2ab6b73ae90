"""Who is on the roster, and where they work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

# active: on the roster · retired: left it · outside: not on it, but supervises somebody on it
# suspended: on it, but the account that joined was not theirs
State = Literal["active", "retired", "outside", "suspended"]


@dataclass(frozen=True)
class Person:
    """Someone the network knows; a member once `account_id` (their Discord account) is set and they are active."""

    id: int
    name: str
    email: str | None
    position: str
    site_id: int | None = None
    started_on: date | None = None
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    locale: str = "en"
    state: State = "active"
    account_id: int | None = None
    is_site_leader: bool = False  # a steward let them read the principals' forum
    time_zone: str | None = None  # chosen by themselves; without one they live by their site's


@dataclass(frozen=True)
class Site:
    """A school or a partner site; `size` is about how many students it has, None where nobody has said."""

    id: int
    name: str
    district: str
    region: str
    level: str
    opened_on: date | None
    time_zone: str
    initiatives: tuple[str, ...] = ()
    size: int | None = None


@dataclass(frozen=True)
class Code:
    """One code that was issued: whose it is and what became of it. The code itself is stored nowhere."""

    id: int
    person_id: int
    digest: str
    expires_at: datetime
    used_at: datetime | None
    voided_at: datetime | None


def name_key(name: str) -> str:
    """Return what makes two spellings of a site's name the same: case and spacing do not."""
    return " ".join(name.split()).casefold()


def email_key(address: str) -> str:
    """Return a mail address as it is stored and compared: trimmed, in lower case."""
    return address.strip().lower()
