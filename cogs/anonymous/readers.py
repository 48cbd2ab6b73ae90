"""Who may report in a room, who moderates it, and which steward reads a text where nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.visibility.admission.access import Roster, may_read
from bot.visibility.admission.spaces import Space, SpaceStore

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from config.community import Community


@dataclass(frozen=True)
class Readers:
    """A room and the roster, at one moment."""

    roster: Roster
    space: Space | None

    @classmethod
    async def of(cls, tx: Tx, community: Community, channel_id: int) -> Readers:
        """Read who reads a room."""
        return cls(await Roster.read(tx, community), await SpaceStore(tx).by_channel(channel_id))

    def admit(self, person: Person) -> bool:
        """Say whether somebody is admitted to the room."""
        return self.space is not None and may_read(person, self.space, self.roster)

    def moderators(self) -> list[Person]:
        """Return the stewards who are admitted to the room, so that they stand above nobody in it."""
        return [person for person in self._stewards() if self.admit(person)]

    def steward_outside(self) -> Person | None:
        """Return one steward who is not admitted: if possible one who stands above nobody in the room."""
        members = {person.id for person in self.roster.people if self.admit(person)}
        below = self.roster.graph.below
        return min(self._stewards(), key=lambda each: (len(below(each.id) & members), each.id), default=None)

    def _stewards(self) -> list[Person]:
        stewards = self.roster.stewards
        return [
            each for each in self.roster.people if each.id in stewards and each.account_id and each.state == "active"
        ]
