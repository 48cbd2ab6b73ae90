"""Site leaders who read the principals' forum though they are no principals: let in by a steward, in the open log.

They count as principals wherever readers are decided, so roles, exposures, the ledger and /room who follow by
themselves. Nobody is let in who stands above or below a reader: then somebody's supervisor would be in the room.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from bot.errors import Refusal
from bot.people.model import Person
from bot.people.rules import Audience
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.ui.visit import NotAMember, Visit
from bot.visibility.admission.access import Roster, request_sync
from bot.visibility.admission.conditions import NotActive, RowIncomplete
from config.texts import N_

Decision = Literal["add", "remove"]
READERS: Audience = "principals"
LET_IN = N_("{actor} let {about} read the principals' forum as a site's leader.")
TOOK_OUT = N_("{actor} decided that {about} no longer reads the principals' forum.")


@dataclass
class NotYourOwnRow(Refusal):
    """A steward decided about themselves."""

    says: ClassVar[str] = N_("Nobody decides about themselves here. Ask another steward.")


@dataclass
class ReadsItAlready(Refusal):
    """The person reads the forum already."""

    says: ClassVar[str] = N_(
        "They read the forum already: as a principal, or because a steward let them in. /room who in the "
        "forum shows everyone who does."
    )


@dataclass
class NotLetIn(Refusal):
    """The person was not let in by a steward."""

    says: ClassVar[str] = N_(
        "No steward let them in, so there is nothing to take back. Principals read by the roster; have a "
        "mistake corrected there."
    )


@dataclass
class NoSiteOfTheirs(Refusal):
    """The roster names no site that the person could lead."""

    says: ClassVar[str] = N_(
        "The roster names no site for them, and only a site's leader can be let in. Have their line completed first."
    )


@dataclass
class NotAmongPeers(Refusal):
    """The person supervises readers of the forum, or is supervised by one."""

    above: int
    below: int
    says: ClassVar[str] = N_(
        "Readers of the forum who supervise them by the roster: {above}; whom they supervise: {below}. Nobody's "
        "supervisor is to be in there, so they can't be let in. If that's out of date, have the roster "
        "corrected first."
    )


async def decide(visit: Visit, decision: Decision, account_id: int) -> None:
    """Let somebody in, or no longer; raises why not."""
    steward = await visit.steward()
    async with visit.network.write() as tx:
        store, roster = PeopleStore(tx), await Roster.read(tx, visit.network.community)
        person = roster.by_account().get(account_id)
        if person is None:
            raise NotAMember
        if person.id == steward.id:
            raise NotYourOwnRow
        if decision == "add":
            check_may_be_let_in(person, roster)
        elif not person.is_site_leader:
            raise NotLetIn
        await store.replace(replace(person, is_site_leader=decision == "add"))
        await StewardStore(tx).log(steward.id, LET_IN if decision == "add" else TOOK_OUT, person.id, visit.now)
        await request_sync(tx, person.id, now=visit.now)
    await visit.reply(
        visit.t("<@{who}> reads the forum from now on. /steward log says so, and that it was you.", who=account_id)
        if decision == "add"
        else visit.t("<@{who}> no longer reads the forum. /steward log says so, and that it was you.", who=account_id)
    )


def check_may_be_let_in(person: Person, roster: Roster) -> None:
    """Raise why somebody may not be let in; everybody above and below them is looked at."""
    if person.state != "active":
        raise NotActive(person.state)
    if not person.email or person.position not in roster.community.positions.known:
        raise RowIncomplete
    if person.is_site_leader or person.position in roster.community.positions.principals:
        raise ReadsItAlready
    if person.site_id is None:
        raise NoSiteOfTheirs
    graph, flags = roster.graph, roster.flaggers_of(person.id) | roster.paused_by(person.id)
    above = sum(roster.belongs(each, READERS) for each in graph.above(person.id) | flags)
    below = sum(roster.belongs(each, READERS) for each in graph.below(person.id))
    if above or below or graph.is_under_a_principal(person.id):
        raise NotAmongPeers(above or int(not below), below)
