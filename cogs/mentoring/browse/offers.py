"""Whom a mentee sees who browses, in which order, and what became of those they asked. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.people.model import Person, Site
from cogs.mentoring.browse import rules
from cogs.mentoring.browse.model import Ask
from cogs.mentoring.model import MentoringWish
from cogs.mentoring.rules import Situation


@dataclass(frozen=True)
class Offer:
    """A mentor as shown: the free places, and the ask because of which they can't be asked again."""

    person: Person
    wish: MentoringWish
    site: Site | None
    free: int
    ask: Ask | None


def offers_for(mentee_id: int, now_is: Situation, asked: Sequence[Ask], now: datetime) -> list[Offer]:
    """Return everybody whom a mentee may be shown: who names more of what they look for first, then by name.

    Who is full is shown only to whoever asked them, so that they see what became of it.
    """
    request = now_is.wishes.get((mentee_id, "mentee"))
    found: list[Offer] = []
    for (mentor_id, side), wish in now_is.wishes.items():
        if side == "mentor" and rules.is_shown(mentee_id, mentor_id, now_is):
            taken = sum(pair.mentor_id == mentor_id for pair in rules.opened(now_is.pairs))
            person, ask = now_is.people[mentor_id], rules.last_ask(mentor_id, asked, now)
            offer = Offer(person, wish, now_is.site_of(mentor_id), max(0, wish.capacity - taken), ask)
            found += [offer] if offer.free or ask is not None else []
    wanted = set(request.topics) if request is not None else set()
    return sorted(found, key=lambda one: (-len(wanted & set(one.wish.topics)), one.person.name, one.person.id))
