"""Who may review whose words: stewards, never the author, never anyone above the author."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.database.transaction import Tx
from bot.people.graph import SupervisionGraph
from bot.people.store import PeopleStore


@dataclass(frozen=True)
class ReviewPanel:
    """The stewards and who stands above whom, read once for many decisions."""

    stewards: Collection[int]
    graph: SupervisionGraph

    @classmethod
    async def load(cls, tx: Tx) -> ReviewPanel:
        """Read the active stewards and the supervision graph."""
        store = PeopleStore(tx)
        active = frozenset(person.id for person in await store.people() if person.state == "active")
        return cls(await store.stewards() & active, await store.graph())

    def may_review(self, reviewer_id: int, author_id: int) -> bool:
        """Say whether this person may review that author's words."""
        return reviewer_id in self.stewards and reviewer_id != author_id and not self._is_above(reviewer_id, author_id)

    def reviewers_of(self, author_id: int) -> frozenset[int]:
        """Return everybody who may review that author's words."""
        return frozenset(steward for steward in self.stewards if self.may_review(steward, author_id))

    def _is_above(self, reviewer_id: int, author_id: int) -> bool:
        return reviewer_id in self.graph.above(author_id)
