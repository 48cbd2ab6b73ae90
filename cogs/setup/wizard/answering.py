"""Who answers, and noting what they answered to steps that change nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.people.store import PeopleStore
from cogs.setup.wizard.rules import Answer, Step
from cogs.setup.wizard.store import WalkStore

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.ui.visit import Visit


async def who(tx: Tx, visit: Visit) -> int | None:
    """Return the id of whoever acts; None for the server's owner who is on no roster."""
    person = await PeopleStore(tx).by_account(visit.account_id)
    return person.id if person is not None else None


async def note_answers(visit: Visit, answers: Mapping[Step, Answer]) -> None:
    """Note the answers to steps that change nothing."""
    async with visit.network.write() as tx:
        by = await who(tx, visit)
        for step, answer in answers.items():
            await WalkStore(tx).answer(step, answer, by=by, now=visit.now)
