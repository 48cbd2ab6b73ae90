"""The rules that no pair may break, whatever it would gain."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Literal

from bot.matching.model import Wish, apart_key

Bar = Literal["oneself", "apart", "no_language"]


def bar_between(mentee: Wish, mentor: Wish, apart: AbstractSet[tuple[int, int]]) -> Bar | None:
    """Return the rule that keeps two people from being a pair, or None where nothing does.

    Capacity is no rule between two people: the solver keeps it for a round, and acceptance counts again.
    """
    if mentee.person_id == mentor.person_id:
        return "oneself"
    if apart_key(mentee.person_id, mentor.person_id) in apart:
        return "apart"
    return None if may_talk(mentee, mentor) else "no_language"


def may_talk(one: Wish, other: Wish) -> bool:
    """Tell whether two share a language; where one of them has named none, nothing is known against it."""
    return not (one.languages and other.languages and one.languages.isdisjoint(other.languages))
