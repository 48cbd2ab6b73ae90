"""Addresses of cards about a contribution, and whose words may be shared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import ClassVar

from archive.consent.rules import Purpose, edition_of
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


@dataclass
class SameWords(Refusal):
    """A rewording that changes nothing."""

    says: ClassVar[str] = N_(
        "Those are the words that stand there, so nothing was suggested. Change them, or let them go out as they are."
    )


_LETTERS: dict[Purpose, str] = {"digest": "d", "archive": "a"}
ASKED_FIRST: frozenset[Purpose] = frozenset({"digest"})  # what *Share with policymakers* asks; the archive is added


def target_of(contribution_id: int, words: str, purposes: Collection[Purpose] = ASKED_FIRST, spot: str = "") -> str:
    """Return what a button carries: the contribution, the edition of its words on the card, and what is chosen there.

    Nothing that is only chosen is stored; the yes is.
    """
    letters = "".join(letter for purpose, letter in _LETTERS.items() if purpose in purposes)
    return ".".join([str(contribution_id), edition_of(words), letters, *([spot] if spot else [])])


def parse_target(target: str) -> tuple[int, str]:
    """Return the contribution's id and the edition; raises `Gone` for anything else."""
    number, _, rest = target.partition(".")
    return read_id(number), rest.partition(".")[0]


def purposes_in(target: str) -> frozenset[Purpose]:
    """Return the purposes that are chosen on a card; without any, what it asks first."""
    letters = [*target.split("."), "", ""][2]
    return frozenset(purpose for purpose, letter in _LETTERS.items() if letter in letters) or ASKED_FIRST


def spot_in(target: str) -> str:
    """Return which masked or held place a card is about; empty where it is about none."""
    return [*target.split("."), "", "", ""][3]


def difference(before: str, after: str) -> str:
    """Return two wordings as one text: what goes is crossed out, what is new is bold."""
    old, new = before.split(), after.split()
    pieces: list[str] = []
    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            pieces += old[a:b]
        else:
            pieces += [f"~~{' '.join(old[a:b])}~~"] if b > a else []
            pieces += [f"**{' '.join(new[c:d])}**"] if d > c else []
    return " ".join(pieces)
