"""A recipient: a policymaker who receives the digest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["active", "left", "removed"]


@dataclass(frozen=True)
class Jurisdiction:
    """What a recipient decides for."""

    districts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    is_statewide: bool = False


@dataclass(frozen=True)
class Recipient:
    """A policymaker who receives the digest. No topics means all of them."""

    id: int
    name: str
    office: str
    mail: str
    jurisdiction: Jurisdiction = Jurisdiction()
    topics: tuple[str, ...] = ()
    state: State = "active"
    domains: tuple[str, ...] = ()  # of the office's mail, beside that of `mail`
    language: str = "en"  # of the digest's own sentences; statements stay in the words that were agreed to
