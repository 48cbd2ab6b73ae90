"""Stewards say yes to an edition: one, or two where the network asks for two. Until it is sent they may undo it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import delete, select, update

from archive.digest.counting import counted_besides, counts_of
from archive.digest.states import AlreadyApproved, AlreadySent, NotApproved, Overtaken
from archive.digest.store import EditionStore, KeptEdition
from bot.database.ids import new_id
from bot.database.schema.digest import edition_yeses, editions
from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.people.stewards import StewardStore
from config.texts import N_

APPROVED = N_("{actor} approved the digest for {about}.")
TAKEN_BACK = N_("{actor} took a yes to the digest for {about} back, so it doesn't go out for now.")
UNDONE = {"state": "built", "approved_at": None, "approved_by_person_id": None, "shown_at": None, "due_at": None}


@dataclass
class YesFromAnother(Refusal):
    """This steward has said yes, and somebody else has to."""

    month: str
    says: ClassVar[str] = N_(
        "Your yes to the digest for {month} is kept. One more is needed, from another steward; they have been told."
    )


async def yeses(tx: Tx, edition_id: int) -> list[int | None]:
    """Return who said yes to an edition as it is built now; None is the host, or somebody erased since."""
    query = select(edition_yeses.c.person_id).where(tx.mine(edition_yeses), edition_yeses.c.edition_id == edition_id)
    return [row.person_id for row in await tx.rows(query.order_by(edition_yeses.c.said_at, edition_yeses.c.id))]


async def approve(tx: Tx, month: str, *, person_id: int | None, now: datetime, approvals: int = 1) -> KeptEdition:
    """Keep a steward's yes (None: the host's) to an edition, once, in the log that members read.

    With the last of `approvals` yeses it is approved; until then it stays built. Building it anew takes every yes
    back. Raises `NoEdition`, `AlreadyApproved`, `YesFromAnother`, and `Overtaken` where another month took some of
    its voices.
    """
    store = EditionStore(tx)
    kept = await check_may_approve(tx, month, person_id=person_id)
    given = await yeses(tx, kept.id)
    await tx.insert(edition_yeses, id=new_id(), edition_id=kept.id, person_id=person_id, said_at=now)
    if len(given) + 1 >= approvals:
        await store.set(kept.id, state="approved", approved_at=now, approved_by_person_id=person_id)
    await StewardStore(tx).log(person_id, APPROVED, month, now)
    return await store.of_month(month)


async def check_may_approve(tx: Tx, month: str, *, person_id: int | None) -> KeptEdition:
    """Return the edition that a steward may say yes to now; raises what `approve` raises."""
    kept = await EditionStore(tx).of_month(month)
    if kept.state != "built":
        raise AlreadySent(month) if kept.state == "sent" else AlreadyApproved(month)
    if await _is_overtaken(tx, kept):
        raise Overtaken(month)
    if person_id in await yeses(tx, kept.id):
        raise YesFromAnother(month)
    return kept


async def take_approval_back(tx: Tx, month: str, *, person_id: int, now: datetime) -> KeptEdition:
    """Take every yes back to an approved edition that is not sent, or one's own to a built one, in the log.

    Returns the edition as it stood before. Raises `NoEdition`, `AlreadySent`, and `NotApproved` where there is no yes
    that this steward could take back.
    """
    kept = await EditionStore(tx).of_month(month)
    if kept.state == "sent":
        raise AlreadySent(month)
    if kept.state == "built":
        if person_id not in await yeses(tx, kept.id):
            raise NotApproved(month)
        own = (edition_yeses.c.edition_id == kept.id, edition_yeses.c.person_id == person_id)
        await tx.execute(delete(edition_yeses).where(tx.mine(edition_yeses), *own))
    else:
        await EditionStore(tx).set(kept.id, **UNDONE)
        await EditionStore(tx).forget_yeses(kept.id)
    await StewardStore(tx).log(person_id, TAKEN_BACK, month, now)
    return kept


async def take_yeses_back(tx: Tx) -> int:
    """Take every yes back to what is approved and not sent, and return how many editions that are.

    In an older copy of the database an edition waits although it may have been sent since: it leaves with a new yes.
    """
    waiting = (tx.mine(editions), editions.c.state.in_(("approved", "shown")))
    ids = [row.id for row in await tx.rows(select(editions.c.id).where(*waiting))]
    await tx.execute(update(editions).where(*waiting).values(**UNDONE))
    await tx.execute(delete(edition_yeses).where(tx.mine(edition_yeses), edition_yeses.c.edition_id.in_(ids)))
    return len(ids)


async def _is_overtaken(tx: Tx, kept: KeptEdition) -> bool:
    store = EditionStore(tx)
    voices = {voice for theme in (await store.voices(kept.id)).values() for voice in theme}
    issues = {issue for theme in (await counts_of(tx, kept.id)).values() for issue in theme}
    spoken, counted = await store.spoken_for(besides=kept.month), await counted_besides(tx, kept.month)
    return bool(voices & spoken or issues & counted)


async def said_yes_to(tx: Tx, person_id: int) -> list[KeptEdition]:
    """Return the editions that a person said yes to, the oldest month first."""
    query = select(edition_yeses.c.edition_id).where(tx.mine(edition_yeses), edition_yeses.c.person_id == person_id)
    found = [await EditionStore(tx).get(row.edition_id) for row in await tx.rows(query)]
    return sorted((kept for kept in found if kept is not None), key=lambda kept: kept.month)


async def forget_yeses(tx: Tx, person_id: int) -> None:
    """Forget whose yeses these were; that they were given stays."""
    mine = (tx.mine(edition_yeses), edition_yeses.c.person_id == person_id)
    await tx.execute(update(edition_yeses).where(*mine).values(person_id=None))
