"""Which asks a person is still shown, and with which names. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.people.model import Person
from cogs.mentoring.browse.model import Ask
from cogs.mentoring.browse.rules import AGAIN_AFTER
from cogs.mentoring.rules import is_present


def recent_asks(asked: Iterable[Ask], people: Mapping[int, Person], now: datetime) -> list[tuple[Ask, str]]:
    """Return whom somebody asked lately, with the mentors' names; whoever is not there any more has none."""
    recent = [ask for ask in asked if ask.state != "withdrawn" and now - ask.asked_at < AGAIN_AFTER]
    return [(ask, _name(people.get(ask.mentor_id))) for ask in recent]


def _name(person: Person | None) -> str:
    return person.name if person is not None and is_present(person) else ""
