"""A pair begins: its thread is owed, once, and whoever said yes first is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.notices import Notices
from bot.outbox import Outbox
from bot.people.school import school_of
from bot.people.store import PeopleStore
from cogs.mentoring import notice_cards
from cogs.mentoring.following.rules import check_ins
from cogs.mentoring.following.store import QuestionStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.people.model import Person, Site
    from cogs.mentoring.model import Pair
    from config.community import Community

OPEN_THREAD = "mentoring.open_thread"
FIRST_CARD = "mentoring.first_card"
LEAVE_THREAD = "mentoring.leave_thread"
PROPOSED, OPENED = "mentoring.proposal", "mentoring.opened"


async def begin(tx: Tx, pair: Pair, last: Person, first: Person, now: datetime) -> None:
    """Owe an open pair its thread, plan its check-ins, and tell `first`, who said yes before `last` did."""
    for person_id, step, due_at in check_ins(pair, now):
        await QuestionStore(tx).add(pair.id, person_id, pair.partner_of(person_id), step, due_at)
    await owe_thread(tx, pair, now)
    card = notice_cards.both_said_yes(texts_for(first.locale), last.name)
    await Notices(tx).tell(first.id, OPENED, card, now=now, key=told_key(OPENED, pair, first.id))


async def owe_thread(tx: Tx, pair: Pair, now: datetime) -> None:
    """Owe an open pair its thread, once, and once more for each that is deleted."""
    key = f"{OPEN_THREAD}:{pair.id}" + (f":{pair.channel_id}" if pair.channel_id is not None else "")
    await Outbox(tx).carry_out(OPEN_THREAD, {"pair_id": pair.id}, destination=f"pair:{pair.id}", now=now, key=key)


async def greet(tx: Tx, pair_id: int, thread_id: int, now: datetime) -> None:
    """Owe a pair's thread its first card, once; it is written when it goes out, so that nothing waits with names."""
    key = f"{FIRST_CARD}:{pair_id}:{thread_id}"
    await Outbox(tx).carry_out(FIRST_CARD, {"pair_id": pair_id}, destination=_place(thread_id), now=now, key=key)


async def vanish(tx: Tx, pair: Pair, person: Person | None, now: datetime, *, is_nameless: bool = False) -> None:
    """Owe that somebody is taken out of a pair's thread, and (`is_nameless`) their name off it and its first card."""
    if pair.channel_id is None or person is None or person.account_id is None:
        return
    facts = {"channel_id": pair.channel_id, "account_id": person.account_id, "is_nameless": is_nameless}
    await Outbox(tx).carry_out(LEAVE_THREAD, facts, destination=_place(pair.channel_id), now=now)


def _place(thread_id: int) -> str:
    """Return where posts to a thread go too: one that is on its way names nobody after their name was taken off."""
    return f"channel:{thread_id}"


async def take_back_notices(tx: Tx, pair: Pair) -> None:
    """Take back what the two were told and have not read: it no longer holds, and it names the other."""
    both = (pair.mentee_id, pair.mentor_id)
    await Notices(tx).retract(*(told_key(kind, pair, each) for kind in (PROPOSED, OPENED) for each in both))


def told_key(kind: str, pair: Pair, person_id: int) -> str:
    """Return the key under which one of the two is told something once."""
    return f"{kind}:{pair.id}:{person_id}"


class Deadlines:
    """By when people answer: days on which one of them has no school are not counted."""

    def __init__(self, community: Community, sites: Mapping[int, Site]) -> None:
        self._sites = sites
        self._school = school_of(community, sites.values())

    @classmethod
    async def read(cls, tx: Tx, community: Community) -> Deadlines:
        """Return the deadlines of a network with the sites it has now."""
        return cls(community, {site.id: site for site in await PeopleStore(tx).sites()})

    def after(self, now: datetime, wait: timedelta, people: Collection[Person]) -> datetime:
        """Return the instant by which these people are to answer."""
        return self._school.due_after(now, wait, {self._district(person) for person in people})

    def _district(self, person: Person) -> str | None:
        site = self._sites.get(person.site_id or 0)
        return site.district or None if site is not None else None
