"""What the author's buttons, lists and forms do."""

from __future__ import annotations

from datetime import timedelta

from archive.consent import Contribution, agree, describe, drop, withdraw
from archive.consent.rules import WordsChanged, edition_of
from archive.consent.store import ConsentStore
from archive.issues.store import IssueStore
from bot.cards import Card
from bot.errors import Gone
from bot.people.model import Person
from bot.people.school import school_calendar
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.sharing import render, reviewing
from cogs.sharing.offering import card_again, change_text, offer_text
from cogs.sharing.rules import NotYourIssue, parse_target

actions = Actions("sharing")
reviewing.register(actions)


@actions.on("offer")
async def offer_words(visit: Visit, target: str) -> None:  # noqa: ARG001 -- every action has a target; this form has none
    """Show what was typed, anonymized, and ask."""
    person = await visit.person()
    await visit.wait()
    await visit.reply(await offer_text(visit, person, visit.answers.get("text", "")))


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
    person, contribution = await _own(visit, target)
    key = visit.values[0] if visit.values else ""
    if visit.network.community.topic(key) is None:
        raise Gone
    async with visit.network.write() as tx:
        contribution = await describe(tx, contribution.id, person_id=person.id, topic=key)
    await visit.update(await card_again(visit, person, contribution))


@actions.on("kind")
async def choose_kind(visit: Visit, target: str) -> None:
    """Set whether it is a concern or a suggestion."""
    person, contribution = await _own(visit, target)
    kind = visit.values[0] if visit.values else None
    async with visit.network.write() as tx:
        contribution = await describe(tx, contribution.id, person_id=person.id, kind=kind)
    await visit.update(await card_again(visit, person, contribution))


@actions.on("agree")
async def say_yes(visit: Visit, target: str) -> None:
    """Keep the author's yes to the words that the card shows."""
    person, contribution = await _own(visit, target)
    key = visit.house.keys.person_key(visit.network.id, person.id)
    async with visit.network.write() as tx:
        contribution = await agree(
            tx, contribution.id, key=key, person_id=person.id, words=contribution.words, now=visit.now
        )
        school = await school_calendar(tx, visit.network.community)
    wait = timedelta(days=visit.network.community.publication.review_days)
    reviewed_by = school.due_after(visit.now, wait)
    await visit.update(render.agreed_card(visit.t, contribution, reviewed_by=reviewed_by))


@actions.on("change")
async def change(visit: Visit, target: str) -> None:
    """Open the form that changes the words."""
    _person, contribution = await _own(visit, target)
    await visit.ask(render.change_form(visit.t, contribution))


@actions.on("changed")
async def changed(visit: Visit, target: str) -> None:
    """Anonymize the changed words and ask again."""
    person = await visit.person()
    contribution_id, _ = parse_target(target)
    await visit.wait()
    await visit.reply(await change_text(visit, person, contribution_id, visit.answers.get("text", "")))


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
    await visit.reply(render.taken_back(visit.t, contribution))


async def _own(visit: Visit, target: str) -> tuple[Person, Contribution]:
    """Return the visitor's own contribution in the edition that the card shows; raises `Gone`, `WordsChanged`."""
    person = await visit.person()
    contribution_id, edition = parse_target(target)
    async with visit.network.read() as tx:
        contribution = await ConsentStore(tx).contribution(contribution_id, person_id=person.id)
    if edition != edition_of(contribution.words):
        raise WordsChanged
    return person, contribution
