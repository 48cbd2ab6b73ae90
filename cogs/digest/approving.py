"""A steward's yes to an edition: asked for with what it means, given, and taken back until the edition is sent."""

from __future__ import annotations

from datetime import timedelta

from archive.delivery.store import RecipientStore
from archive.digest.approving import YesFromAnother, approve, check_may_approve, take_approval_back, yeses
from archive.digest.desk import standing
from archive.digest.months import checked_month
from archive.digest.states import AlreadyApproved, ChangedSince
from archive.digest.store import EditionStore
from bot.database.transaction import Tx
from bot.people.model import Person
from bot.people.school import school_calendar
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.digest import approving_cards as cards
from cogs.digest.reminding import remind_stewards
from cogs.digest.showing import say_held_back, show

actions = Actions("digest")


async def ask_to_approve(visit: Visit, month: str) -> None:
    """Say what a yes to a month's edition means, or, where it was given, how the edition stands."""
    person = await visit.steward()
    await visit.wait()
    try:
        async with visit.network.read() as tx:
            meant = await _meant(visit, tx, month, person)
    except (AlreadyApproved, YesFromAnother):
        async with visit.network.read() as tx:
            kept = await EditionStore(tx).of_month(month)
        await visit.reply(cards.approved(visit.t, kept))
    else:
        await visit.reply(cards.question(visit.t, meant))


async def _meant(visit: Visit, tx: Tx, month: str, person: Person) -> cards.Meant:
    """Return what a person's yes would mean; raises what `approve` raises."""
    kept = await check_may_approve(tx, month, person_id=person.id)
    publication = visit.network.community.publication
    edition, _ = await standing(visit.house, visit.network, tx, kept)
    school, wait = await school_calendar(tx, visit.network.community), timedelta(hours=publication.preview_hours)
    return cards.Meant(
        kept,
        themes=len(edition.themes),
        recipients=len(await RecipientStore(tx).active()),
        due_at=school.due_after(visit.now, wait),
        needs_another=len(await yeses(tx, kept.id)) + 1 < publication.approvals,
        can_mail=visit.house.settings.can_mail,
    )


@actions.on("approve")
async def ask(visit: Visit, target: str) -> None:
    """Ask whether the edition of a month is to be approved."""
    await ask_to_approve(visit, checked_month(target))


@actions.on("approve_now")
async def approve_and_show(visit: Visit, target: str) -> None:
    """Keep a steward's yes to what they were asked about; with the last one needed, let members read it."""
    person = await visit.steward()
    month, _, asked_about = target.partition(".")
    async with visit.network.write() as tx:
        kept = await check_may_approve(tx, checked_month(month), person_id=person.id)
        if cards.stamp(kept) != asked_about:
            raise ChangedSince(month)
        needed = visit.network.community.publication.approvals
        kept = await approve(tx, month, person_id=person.id, now=visit.now, approvals=needed)
        if kept.state == "built":
            await remind_stewards(tx, kept, now=visit.now, key="second")
        else:
            kept = await show(visit.house, visit.network, tx, month, now=visit.now)
    await visit.update(cards.approved(visit.t, kept))


@actions.on("approval_back")
async def take_back(visit: Visit, target: str) -> None:
    """Take an approval back, or one's own yes, and tell members if they could read the edition."""
    person, month = await visit.steward(), checked_month(target)
    async with visit.network.write() as tx:
        before = await take_approval_back(tx, month, person_id=person.id, now=visit.now)
        if before.state == "shown":
            await say_held_back(visit.network, tx, before, now=visit.now)
    await visit.reply(cards.taken_back(visit.t, before))
