"""Who is told about a flag, and in whose words. Each card is for one reader; only a steward's leads to the flagger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.cards import Card
from bot.database.transaction import Tx
from bot.notices import Notices
from bot.people.store import PeopleStore
from cogs.rooms.flags.render import Reached, steward_notice
from cogs.rooms.flags.rules import Flag, settlers
from config.texts import Texts, texts_for


async def tell(tx: Tx, person_id: int, kind: str, card: Callable[[Texts], Card], *, now: datetime) -> None:
    """Tell one of the two something, in their language; somebody who is gone is told nothing."""
    person = await PeopleStore(tx).person(person_id)
    if person is not None:
        await Notices(tx).tell(person_id, kind, card(texts_for(person.locale)), now=now)


async def who_settles(tx: Tx, flag: Flag) -> frozenset[int]:
    """Return the stewards who may settle a flag as things stand; none: the server's owner."""
    people = PeopleStore(tx)
    stewards = await people.stewards()
    active = [each.id for each in await people.people() if each.id in stewards and each.state == "active"]
    return settlers(flag, active, await people.graph())


async def tell_settlers(tx: Tx, flag: Flag, owner_id: int | None, *, now: datetime) -> Reached:
    """Tell whoever may settle a flag that it waits, and return whom that reaches; `owner_id` is the owner's account."""
    people, asked = PeopleStore(tx), await who_settles(tx, flag)
    reached: Reached = "steward"
    if not asked:
        owner = await people.by_account(owner_id) if owner_id is not None else None
        if owner_id is None or (owner is not None and flag.is_about(owner.id)):
            return "nobody"
        asked, reached = frozenset({owner.id} if owner is not None else ()), "owner"
    for person_id in sorted(asked):
        await tell(tx, person_id, "rooms.flag", lambda t: steward_notice(flag, t), now=now)
    return reached
