"""Pseudonyms: who somebody is in one conversation, and in no other.

A tag is an HMAC of the author under the conversation's key. Without the key it is noise, under another key it is
another tag; once the key is destroyed nobody, ourselves included, can say whose it was. Pure.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from bot.anonymity.names import NAMES
from bot.keys import derive


@dataclass(frozen=True)
class Pseudonym:
    """A voice in one conversation."""

    tag: str
    name: str
    number: int = 1


def tag_of(key: bytes, network_id: int, person_id: int) -> str:
    """Return the tag of a person under a conversation's key, in hexadecimal: HMAC-SHA-256 (RFC 2104)."""
    who = f"person {network_id}/{person_id}".encode()
    return hmac.digest(derive(key, "pseudonym"), who, "sha256").hex()


def is_voice(key: bytes | None, network_id: int, person_id: int, tag: str | None) -> bool:
    """Say whether a tag is a person's; nobody's where the key is gone."""
    if key is None or tag is None:
        return False
    return hmac.compare_digest(tag_of(key, network_id, person_id), tag)


def pseudonym_for(tag: str, taken: Mapping[str, tuple[str, int]]) -> Pseudonym:
    """Return the pseudonym of a tag; `taken` are those of the conversation so far, (name, number) by tag.

    The tag chooses the name; where another voice has it, a number is added.
    """
    if tag in taken:
        return Pseudonym(tag, *taken[tag])
    name = NAMES[int(tag, 16) % len(NAMES)]
    numbers = [number for known, number in taken.values() if known == name]
    return Pseudonym(tag, name, max(numbers, default=0) + 1)
