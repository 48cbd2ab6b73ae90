"""What whoever holds a receipt can do with what they raised or support without a name."""

from __future__ import annotations

from archive.issues.anonymous.holding import change_words, check_may_change, held_by, take_back
from archive.issues.anonymous.store import Held
from archive.issues.following import history
from archive.issues.rules import Draft
from archive.issues.sites import sites_behind
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.anonymity.tries import check_tries, note_wrong
from bot.cards import Address
from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from cogs.issues import unnamed_cards
from cogs.issues.rules import NothingHeld

actions = Actions("issues")


async def show_receipt(visit: Visit, written: str) -> None:
    """Show what became of what a receipt stands for; raises `NothingHeld` or `TooManyTries`."""
    person = await visit.person()
    async with visit.network.read() as tx:
        receipt, held = await _held(tx, visit, written)
        issue = await IssueStore(tx).issue(held.issue_id)
        if issue is None:
            raise NothingHeld
        titles = await ThemeStore(tx).titles([issue.theme_id] if issue.theme_id is not None else [])
        opened = unnamed_cards.Opened(
            receipt,
            issue,
            (await sites_behind(tx, [issue.id]))[issue.id],
            next(iter(titles.values()), None),
            await history(tx, issue.id),
            is_support=held.support_id is not None,
            may_change=await _may_change(tx, held, person.id),
        )
    await visit.reply(unnamed_cards.opened_card(visit.t, opened))


@actions.on("receipt_back")
async def take_it_back(visit: Visit, target: str) -> None:
    """Take back what a receipt stands for: final, with one click, also by whoever is no member any more."""
    async with visit.network.write() as tx:
        _, held = await _held(tx, visit, target)
        await take_back(tx, held)
    await visit.reply(unnamed_cards.taken_back(visit.t, is_support=held.support_id is not None))


@actions.on("receipt_change", opens_form=True)
async def ask_for_words(visit: Visit, target: str) -> None:
    """Open the form with the words as they stand."""
    person = await visit.person()
    async with visit.network.read() as tx:
        receipt, held = await _held(tx, visit, target)
        await check_may_change(tx, held, person.id)
        issue = await IssueStore(tx).issue(held.issue_id)
    if issue is None:
        raise NothingHeld
    await visit.ask(unnamed_cards.words_form(visit.t, receipt, issue.text))


@actions.on("receipt_again", opens_form=True)
async def ask_again(visit: Visit, target: str) -> None:
    """Open the form with new words that came back."""
    async with visit.network.read() as tx:
        receipt, _ = await _held(tx, visit, target)
    await visit.ask(unnamed_cards.words_form(visit.t, receipt, await returned_words(visit)))


@actions.on("receipt_changed")
async def change(visit: Visit, target: str) -> None:
    """Put the words that were typed in place of an issue's; what is refused comes back."""
    typed, topics = visit.answers.get("text", ""), {topic.key for topic in visit.network.community.topics}
    async with giving_back(visit, typed, Address("issues", "receipt_again", target)):
        person = await visit.person()
        async with visit.network.write() as tx:
            _, held = await _held(tx, visit, target)
            await change_words(tx, held, person.id, Draft(typed, is_anonymous=True), frozenset(topics))
        await visit.reply(unnamed_cards.changed(visit.t, typed))


async def _held(tx: Tx, visit: Visit, written: str) -> tuple[str, Held]:
    """Return a receipt and what it stands for; wrong ones are counted, in memory."""
    who = (visit.house.memory, visit.network.id, visit.account_id, visit.now)
    check_tries(*who)
    found = await held_by(tx, written)
    if found is None:
        note_wrong(*who)
        raise NothingHeld
    return found


async def _may_change(tx: Tx, held: Held, person_id: int) -> bool:
    try:
        await check_may_change(tx, held, person_id)
    except Refusal:
        return False
    return True
