"""Which roles a member should have, and the request to give and take them.

The database decides, Discord follows: whoever changes the roster asks for a sync in the same transaction, and the
running bot carries it out (`bot.visibility.keeping.effects`). Asking twice is fine, asking for nobody is fine.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.outbox import Outbox
from bot.people.graph import SupervisionGraph
from bot.people.rules import Audience, audiences
from bot.people.standing import is_above_somebody
from bot.people.store import PeopleStore
from bot.visibility.admission.conditions import AccessPaused, NotAdmitted, OtherSites, admits
from bot.visibility.admission.pauses import Pause, read_pauses
from bot.visibility.admission.roles import MEMBERS, STEWARD, audience_role
from bot.visibility.admission.rooms import Room, read_rooms, room_role
from bot.visibility.admission.spaces import AUDIENCES, Space

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from config.community import Community


Refusals = dict[tuple[int, Audience], NotAdmitted | None]  # by person and audience


@dataclass(frozen=True)
class Roster:
    """What decides about roles: everyone, who supervises whom, the stewards, the rooms, whose access is paused."""

    people: Sequence[Person]
    graph: SupervisionGraph
    community: Community
    stewards: frozenset[int] = frozenset()
    rooms: Sequence[Room] = ()
    pauses: frozenset[Pause] = frozenset()
    _known: Mapping[int, Person] = field(init=False, repr=False, compare=False)
    _linked: Mapping[int, Person] = field(init=False, repr=False, compare=False)
    _rooms: Mapping[int, Room] = field(init=False, repr=False, compare=False)
    _audiences: dict[int, frozenset[Audience]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _refusals: Refusals = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        linked = {person.account_id: person for person in self.people if person.account_id is not None}
        object.__setattr__(self, "_known", {person.id: person for person in self.people})
        object.__setattr__(self, "_linked", linked)
        object.__setattr__(self, "_rooms", {room.channel_id: room for room in self.rooms if room.channel_id})

    @classmethod
    async def read(cls, tx: Tx, community: Community) -> Roster:
        """Return the roster of a network as it stands."""
        store = PeopleStore(tx)
        people = await store.people()
        graph = SupervisionGraph(await store.supervisions(), people, community.positions.principals)
        return cls(people, graph, community, await store.stewards(), await read_rooms(tx), await read_pauses(tx))

    @classmethod
    async def around(cls, tx: Tx, community: Community, person: Person) -> Roster:
        """Return what decides about one person's own access; nobody else's is to be asked of it.

        For whoever is above nobody, and whom no flag names, that is little, and its rooms have no other members.
        """
        store, pauses = PeopleStore(tx), await read_pauses(tx)
        is_alone = not person.is_site_leader and all(person.id not in pause for pause in pauses)
        if not is_alone or await is_above_somebody(tx, person):
            return await cls.read(tx, community)
        rooms = await read_rooms(tx, only_member=person.id)
        return cls([person], SupervisionGraph(), community, await store.stewards(), rooms, pauses)

    def by_account(self) -> Mapping[int, Person]:
        """Return everyone with a linked Discord account, by its id."""
        return self._linked

    def room_of(self, channel_id: int) -> Room | None:
        """Return the room that members opened as a channel, if it is one."""
        return self._rooms.get(channel_id)

    def belongs(self, person_id: int, audience: Audience) -> bool:
        """Say whether a person belongs to an audience, admitted or not. Found out when asked: rosters are long."""
        found = self._audiences.get(person_id)
        if found is None:
            person = self._known.get(person_id)
            found = audiences(person, self.graph, self.community) if person is not None else frozenset()
            self._audiences[person_id] = found
        return audience in found

    def refusal(self, person: Person, audience: Audience) -> NotAdmitted | None:
        """Return why an audience is closed to a person, as `why_not_admitted`: a server asks of each for many rooms."""
        key, is_known = (person.id, audience), self._known.get(person.id) is person
        if is_known and key in self._refusals:
            return self._refusals[key]
        peers, flaggers = self.peers_of(person.id, audience), self.flaggers_of(person.id)
        found = admits(person, audience, self.graph, self.community, peers=peers, flaggers=flaggers)
        return self._refusals.setdefault(key, found) if is_known else found

    def peers_of(self, person_id: int, audience: Audience) -> frozenset[int]:
        """Return those below a person, or whose flag pauses their access, who belong to an audience."""
        near = self.graph.below(person_id) | self.flaggers_of(person_id)
        return frozenset(each for each in near if self.belongs(each, audience))

    def flaggers_of(self, person_id: int) -> frozenset[int]:
        """Return those whose flag pauses a person's access."""
        return frozenset(flagger for flagger, flagged in self.pauses if flagged == person_id)

    def paused_by(self, person_id: int) -> frozenset[int]:
        """Return those whose access a person's flags pause."""
        return frozenset(flagged for flagger, flagged in self.pauses if flagger == person_id)


def why_not_admitted(person: Person, audience: Audience, roster: Roster) -> NotAdmitted | None:
    """Return why an audience's spaces are closed to a person, or None where they are open."""
    return roster.refusal(person, audience)


def admitted_to(person: Person, roster: Roster) -> frozenset[Audience]:
    """Return the audiences whose spaces are open to a person."""
    return frozenset(audience for audience in AUDIENCES if why_not_admitted(person, audience, roster) is None)


def why_not_in(person: Person, room: Room, roster: Roster) -> NotAdmitted | None:
    """Return why a room does not admit a person, or None where it does: by its audience, then by its sites.

    The audience decides as a whole, members or not: so a supervisor and somebody below them are never both admitted,
    whoever joins first.
    """
    refused = why_not_admitted(person, room.audience, roster)
    if refused is None and room.sites is not None and person.site_id not in room.sites:
        return OtherSites()
    return refused


def is_reader(person: Person, room: Room, roster: Roster) -> bool:
    """Say whether a person should read a room: it admits them and, unless it is open, they have joined it."""
    has_joined = room.kind == "open" or person.id in room.members
    return has_joined and why_not_in(person, room, roster) is None


def may_read(person: Person, space: Space, roster: Roster) -> bool:
    """Say whether the database lets a person read a space that has an audience, opened by somebody or not."""
    room = roster.room_of(space.channel_id)
    if room is not None:
        return is_reader(person, room, roster)
    return space.audience is not None and why_not_admitted(person, space.audience, roster) is None


def is_paused(person: Person, space: Space, roster: Roster, inside: Collection[int] = ()) -> bool:
    """Say whether a flag alone keeps a person out of a space; of a thread, one of somebody `inside` (persons)."""
    if space.audience is None:
        return bool(roster.flaggers_of(person.id) & frozenset(inside))
    return isinstance(why_not_admitted(person, space.audience, roster), AccessPaused)


def roles_due(person: Person | None, roster: Roster) -> frozenset[str]:
    """Return the keys of the roles a linked person should have; nobody's account, and whoever left, gets none."""
    if person is None or person.state != "active":
        return frozenset()
    due = {MEMBERS, *(audience_role(audience) for audience in admitted_to(person, roster))}
    due |= {room_role(room.id) for room in roster.rooms if room.kind == "joined" and is_reader(person, room, roster)}
    return frozenset(due | {STEWARD} if person.id in roster.stewards else due)


def accounts_concerned(roster: Roster, person_id: int) -> frozenset[int]:
    """Return the linked accounts of a person and of those whose admission depends on where that person belongs.

    These are everyone above them, and everyone whose access their flags pause.
    """
    concerned = {person_id} | roster.graph.above(person_id) | roster.paused_by(person_id)
    return frozenset(account for account, person in roster.by_account().items() if person.id in concerned)


async def request_sync(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Ask that the roles of a person, and of everyone above them, follow the database.

    A change that takes a supervision away leaves a former supervisor to be asked for by themselves. Before a person's
    account is unlinked or their row erased, ask here; after it, with `request_sync_of_account`.
    """
    person = await PeopleStore(tx).person(person_id)
    facts = {"person_id": person_id, "account_id": person.account_id if person is not None else None}
    await Outbox(tx).carry_out("access.sync", facts, destination=f"access:{person_id}", now=now)


async def request_sync_of_account(tx: Tx, account_id: int, *, now: datetime) -> None:
    """Ask that the roles of a Discord account follow the database; an account nobody holds loses them."""
    facts = {"person_id": None, "account_id": account_id}
    await Outbox(tx).carry_out("access.sync", facts, destination=f"account:{account_id}", now=now)


async def request_sync_of_everyone(tx: Tx, *, now: datetime) -> None:
    """Ask that every member's roles follow the database: after a roster import, after setup."""
    await Outbox(tx).carry_out("access.sync_everyone", {}, destination="accounts", now=now)
