"""Whom a survey asks: every member but those whom it would tell about, who read the digest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from archive.delivery.store import RecipientStore
from archive.needs.model import GROUPS, Group
from bot.people.model import Person, email_key
from bot.people.store import PeopleStore

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from config.community import Community


def group_of(person: Person, readers: Collection[str], community: Community) -> Group | None:
    """Return which group a member answers with, None where the survey is not for them; `readers` read the digest."""
    is_reader = person.email is not None and email_key(person.email) in readers
    if is_reader or person.position in community.survey.not_asked:
        return None
    return "practice" if person.position in community.positions.practitioners else "lead"


async def members_asked(tx: Tx, community: Community) -> list[tuple[Person, Group]]:
    """Return every member whom a survey asks, with their group."""
    readers = await _readers(tx)
    everyone = [each for each in await PeopleStore(tx).people() if each.state == "active" and each.account_id]
    found = ((each, group_of(each, readers, community)) for each in everyone)
    return [(person, group) for person, group in found if group is not None]


async def group_in(tx: Tx, person: Person, community: Community) -> Group | None:
    """Return which group a member answers with now, None where the survey is not for them."""
    return group_of(person, await _readers(tx), community)


async def asked_in(tx: Tx, community: Community) -> Mapping[Group, int]:
    """Return how many are asked, by group and in all."""
    counts = Counter(group for _, group in await members_asked(tx, community))
    return {group: counts.total() if group == "all" else counts[group] for group in GROUPS}


async def _readers(tx: Tx) -> frozenset[str]:
    return frozenset(recipient.mail for recipient in await RecipientStore(tx).active())
