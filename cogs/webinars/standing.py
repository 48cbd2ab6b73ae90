"""Who a visitor is to a webinar, and what others are called on its cards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from bot.people.store import PeopleStore
from bot.visibility.admission.access import Roster, why_not_admitted
from bot.visibility.admission.promise import roster_of
from bot.visibility.admission.spaces import AUDIENCES
from cogs.webinars.rules import NotForYou

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from bot.people.rules import Audience
    from bot.ui.visit import Visit


NEAREST_FIRST = ("practitioners", "principals", "leads")  # a principal leads others too


def audience_named(name: str) -> Audience:
    """Return an audience by its checked name."""
    return next(each for each in AUDIENCES if each == name)


def is_of(person: Person, audience: str, roster: Roster) -> bool:
    """Say whether an audience's spaces are open to a person, as the rooms decide it."""
    return why_not_admitted(person, audience_named(audience), roster) is None


async def own_audience(visit: Visit) -> str:
    """Return whom somebody proposes a webinar for who names nobody: their own group, and practitioners without one."""
    person, roster = await visit.person(), await roster_of(visit.network)
    return next((each for each in NEAREST_FIRST if is_of(person, each, roster)), "practitioners")


async def visitor_of(visit: Visit, audience: str) -> Person:
    """Return the member behind a visit; raises `NotAMember`, or `NotForYou` for somebody of another audience."""
    person = await visit.person()
    if not is_of(person, audience, await roster_of(visit.network)):
        raise NotForYou
    return person


async def mentions(tx: Tx, person_ids: Collection[int]) -> Mapping[int, str]:
    """Return how these people are named on a card: as Discord shows them, by their roster name without an account."""
    people = [person for person in await PeopleStore(tx).people() if person.id in set(person_ids)]
    return {each.id: f"<@{each.account_id}>" if each.account_id else each.name for each in people}
