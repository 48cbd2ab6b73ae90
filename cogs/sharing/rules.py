"""Addresses of cards about a contribution, and whose words may be shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from archive.consent.rules import edition_of
from bot.database.ids import read_id
from bot.errors import Refusal
from config.texts import N_


@dataclass
class NotYourWords(Refusal):
    """The message is somebody else's."""

    says: ClassVar[str] = N_(
        "Only the person who wrote something can share it, so this stays here. You can ask them, or use /share new for "
        "words of your own."
    )


@dataclass
class NotYourIssue(Refusal):
    """The issue is somebody else's."""

    says: ClassVar[str] = N_("Only the person who raised an issue can share its words. /share new takes your own.")


@dataclass
class NoReason(Refusal):
    """A return without a word about why."""

    says: ClassVar[str] = N_("Tell the author in a sentence what to change, so nothing was sent back yet. Try again.")


def target_of(contribution_id: int, words: str) -> str:
    """Return what a button carries: the contribution, and which edition of its words the card shows."""
    return f"{contribution_id}.{edition_of(words)}"


def parse_target(target: str) -> tuple[int, str]:
    """Return the contribution's id and the edition; raises `Gone` for anything else."""
    number, _, edition = target.partition(".")
    return read_id(number), edition
