"""What the author's buttons, lists and forms do."""

from __future__ import annotations

from archive.consent import describe, drop, withdraw
from archive.consent.targets import parse_target, purposes_in, spot_in
from archive.delivery.anew import hold_back
from archive.issues.store import IssueStore
from bot.cards import Card
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.sharing import deciding, mine, offer_cards, render, writing
from cogs.sharing.offering import broader_wordings, card_again, offer_text, own_offer, say_broadly
from cogs.sharing.rules import NotYourIssue

actions = Actions("sharing")
deciding.register(actions)
mine.register(actions)
writing.register(actions)


@actions.on("from_issue")
async def from_issue(visit: Visit, target: str) -> None:
    """Show the words of one's own issue, anonymized, and ask."""
    person = await visit.person()
    issue_id, _ = parse_target(target)
    async with visit.network.read() as tx:
        issue = await IssueStore(tx).issue(issue_id)
    if issue is None:
        raise Gone
    if issue.person_id != person.id:
        raise NotYourIssue
    await visit.wait()
    topic = issue.topic or "other"
    card = await offer_text(visit, person, issue.text, kind=issue.kind, topic=topic, issue_id=issue.id)
    await visit.reply(card)


@actions.on("topic")
async def choose_topic(visit: Visit, target: str) -> None:
    """Set what the words are about."""
    person, contribution = await own_offer(visit, target)
    key = visit.values[0] if visit.values else ""
    if visit.network.community.topic(key) is None:
        raise Gone
    async with visit.network.write() as tx:
        contribution = await describe(tx, contribution.id, person_id=person.id, topic=key)
    await visit.update(await card_again(visit, person, contribution, purposes_in(target)))


@actions.on("kind")
async def choose_kind(visit: Visit, target: str) -> None:
    """Set whether it is a concern or a suggestion."""
    person, contribution = await own_offer(visit, target)
    kind = visit.values[0] if visit.values else None
    async with visit.network.write() as tx:
        contribution = await describe(tx, contribution.id, person_id=person.id, kind=kind)
    await visit.update(await card_again(visit, person, contribution, purposes_in(target)))


@actions.on("purposes")
async def choose_purposes(visit: Visit, target: str) -> None:
    """Show the questions that a yes would answer."""
    person, contribution = await own_offer(visit, target)
    chosen = frozenset(purpose for purpose in offer_cards.PURPOSES if purpose in visit.values)
    await visit.update(await card_again(visit, person, contribution, chosen or purposes_in(target)))


@actions.on("broader")
async def choose_spot(visit: Visit, target: str) -> None:
    """Show how a masked or held place can be said more broadly."""
    person, contribution = await own_offer(visit, target)
    spots, at, wordings = await broader_wordings(visit, person, contribution, visit.values[0] if visit.values else "")
    card = offer_cards.broader_card(visit.t, contribution, spots, at, wordings, purposes_in(target))
    await visit.update(card)


@actions.on("broaden")
async def broaden(visit: Visit, target: str) -> None:
    """Say it more broadly, and ask again."""
    person, contribution = await own_offer(visit, target)
    wording = visit.values[0] if visit.values else ""
    purposes = purposes_in(target)
    await visit.update(await say_broadly(visit, person, contribution, spot_in(target), wording, purposes))


@actions.on("again")
async def show_again(visit: Visit, target: str) -> None:
    """Show the card as it stands."""
    person, contribution = await own_offer(visit, target)
    await visit.update(await card_again(visit, person, contribution, purposes_in(target)))


@actions.on("change", opens_form=True)
async def change(visit: Visit, target: str) -> None:
    """Open the form that changes the words."""
    _person, contribution = await own_offer(visit, target)
    await visit.ask(offer_cards.change_form(visit.t, contribution))


@actions.on("cancel")
async def cancel(visit: Visit, target: str) -> None:
    """Forget an offer."""
    person = await visit.person()
    contribution_id, _ = parse_target(target)
    async with visit.network.write() as tx:
        await drop(tx, contribution_id, person_id=person.id)
    await visit.update(Card(text=visit.t("Nothing was shared, and what you typed here is erased.")))


@actions.on("back")
async def take_back(visit: Visit, target: str) -> None:
    """Take words back, at once and for good."""
    person = await visit.person()
    contribution_id, _ = parse_target(target)
    async with visit.network.write() as tx:
        contribution = await withdraw(tx, contribution_id, person_id=person.id, now=visit.now)
        await hold_back(tx, [contribution_id], now=visit.now)
    await visit.reply(render.taken_back(visit.t, contribution))
