"""What a button about a contribution carries: which one, in which words, and what is chosen on its card."""

from __future__ import annotations

from collections.abc import Collection

from archive.consent.rules import Purpose, edition_of
from bot.database.ids import read_id

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
