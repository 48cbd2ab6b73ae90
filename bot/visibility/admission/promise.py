"""What the database promises about each space: whom it is for, and whom the members accept as standing readers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.database.network import Network
from bot.database.transaction import Tx
from bot.people.model import Person
from bot.visibility.admission.access import Roster, is_paused, may_read, roles_due
from bot.visibility.admission.overseers import OverseerStore
from bot.visibility.admission.overwrites import reader_role
from bot.visibility.admission.rooms import room_role
from bot.visibility.admission.spaces import Space, SpaceStore


@dataclass(frozen=True, eq=False)
class Promise:
    """The roster, the spaces by channel, the installed roles and the overseers, read at one moment."""

    roster: Roster
    spaces: Mapping[int, Space]
    roles: Mapping[str, int]
    overseers: frozenset[int]
    linked: Mapping[int, Person] = field(init=False)
    _due: dict[int, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "linked", self.roster.by_account())

    def reader_role_id(self, channel_id: int) -> int | None:
        """Return the role that opens a space."""
        space = self.spaces.get(channel_id)
        room = self.roster.room_of(channel_id)
        if space is None or space.kind == "thread" or (room is not None and room.kind == "small"):
            return None
        joined = room is not None and room.kind == "joined"
        key = room_role(room.id) if room is not None and joined else reader_role(space.kind, space.audience)
        return self.roles.get(key) if key is not None else None

    def meant_among(
        self, channel_id: int, accounts: Collection[int], inside: Collection[int] = ()
    ) -> frozenset[int] | None:
        """Return which of these accounts may read a space by the roster; None: it is everybody's, or no space.

        A thread is for the members in it who supervise nobody else there, and whom nobody there has flagged.
        """
        space = self.spaces.get(channel_id)
        if space is None:
            return None
        if space.kind == "thread":
            return self._meant_in_thread(inside) & frozenset(accounts)
        key = reader_role(space.kind, space.audience)
        if key is None:
            return None
        known = [each for each in accounts if each in self.linked]
        if space.audience is not None:
            return frozenset(each for each in known if may_read(self.linked[each], space, self.roster))
        return frozenset(each for each in known if key in self._roles_due(each))

    def paused_among(self, channel_id: int, accounts: Collection[int], inside: Collection[int] = ()) -> frozenset[int]:
        """Return which of these accounts a flag alone keeps out of a space; of a thread, one by somebody `inside`."""
        space = self.spaces.get(channel_id)
        if space is None or not self.roster.pauses:
            return frozenset()
        there = {self.linked[each].id for each in inside if each in self.linked}
        known = (each for each in accounts if each in self.linked)
        return frozenset(each for each in known if is_paused(self.linked[each], space, self.roster, there))

    def people_behind(self, accounts: Collection[int]) -> Mapping[int, int]:
        """Return the persons behind linked accounts."""
        return {account: self.linked[account].id for account in accounts if account in self.linked}

    def _roles_due(self, account_id: int) -> frozenset[str]:
        if account_id not in self._due:
            self._due[account_id] = roles_due(self.linked[account_id], self.roster)
        return self._due[account_id]

    def _meant_in_thread(self, inside: Collection[int]) -> frozenset[int]:
        there = {each: self.linked[each].id for each in inside if each in self.linked and self._is_active(each)}
        ids = frozenset(there.values())
        graph, flaggers_of = self.roster.graph, self.roster.flaggers_of
        return frozenset(each for each, who in there.items() if not (graph.below(who) | flaggers_of(who)) & ids)

    def _is_active(self, account_id: int) -> bool:
        return self.linked[account_id].state == "active"


async def roster_of(network: Network) -> Roster:
    """Return the roster of a network, from memory while nothing about it was written."""

    async def read(tx: Tx) -> Roster:
        return await Roster.read(tx, network.community)

    return await network.recall("roster", read, needs=network.community)


async def promise_of(network: Network) -> Promise:
    """Return what is promised now. The same object as last time means that nothing about it has changed."""
    roster = await roster_of(network)

    async def read(tx: Tx) -> Promise:
        store = SpaceStore(tx)
        spaces = {space.channel_id: space for space in await store.all()}
        return Promise(roster, spaces, await store.installed("role"), await OverseerStore(tx).all())

    return await network.recall("promise", read, needs=_Same(roster))


@dataclass(frozen=True, eq=False)
class _Same:
    """Equal to what holds the very same roster: comparing two rosters would take longer than reading one."""

    roster: Roster

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.roster is self.roster

    __hash__ = None  # type: ignore[assignment]
