"""The author's yes: to the words on the card, with one more question where they mention somebody, or to a rewording."""

from __future__ import annotations

from datetime import timedelta

from archive.consent import Contribution, agree, take_up
from archive.consent.mentions import mentions_somebody
from archive.consent.rules import WordsChanged, edition_of, next_state
from archive.consent.store import ConsentStore
from archive.consent.targets import parse_target, purposes_in
from bot.cards import Card
from bot.people.model import Person
from bot.people.school import school_calendar
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.sharing import offer_cards, render
from cogs.sharing.offering import own_offer


def register(actions: Actions) -> None:
    """Add the author's yes to the feature's actions."""
    actions.on("agree")(say_yes)
    actions.on("agree_surely")(say_yes_surely)
    actions.on("take_up")(take_rewording)


async def say_yes(visit: Visit, target: str) -> None:
    """Keep the author's yes to the words that the card shows, after one question where they mention somebody."""
    person, contribution = await own_offer(visit, target)
    next_state(contribution.state, "agree")
    if mentions_somebody(contribution.words, contribution.held):
        await visit.update(offer_cards.mention_card(visit.t, contribution, purposes_in(target)))
    else:
        await _keep_yes(visit, person, contribution, target)


async def say_yes_surely(visit: Visit, target: str) -> None:
    """Keep the yes to words that mention somebody."""
    person, contribution = await own_offer(visit, target)
    await _keep_yes(visit, person, contribution, target)


async def _keep_yes(visit: Visit, person: Person, contribution: Contribution, target: str) -> None:
    key = visit.house.keys.person_key(visit.network.id, person.id)
    purposes = purposes_in(target)
    async with visit.network.write() as tx:
        contribution = await agree(
            tx,
            contribution.id,
            key=key,
            person_id=person.id,
            words=contribution.words,
            now=visit.now,
            purposes=purposes,
        )
    await visit.update(await _agreed_card(visit, contribution))


async def take_rewording(visit: Visit, target: str) -> None:
    """Keep the author's yes to exactly the rewording that the notice shows."""
    person = await visit.person()
    contribution_id, edition = parse_target(target)
    key = visit.house.keys.person_key(visit.network.id, person.id)
    async with visit.network.write() as tx:
        contribution = await ConsentStore(tx).contribution(contribution_id, person_id=person.id)
        proposal = contribution.proposal
        if proposal is None or edition != edition_of(proposal.words):
            raise WordsChanged
        contribution = await take_up(
            tx, contribution_id, key=key, person_id=person.id, words=proposal.words, now=visit.now
        )
    await visit.update(await _agreed_card(visit, contribution))


async def _agreed_card(visit: Visit, contribution: Contribution) -> Card:
    async with visit.network.read() as tx:
        school = await school_calendar(tx, visit.network.community)
    wait = timedelta(days=visit.network.community.publication.review_days)
    return render.agreed_card(visit.t, contribution, reviewed_by=school.due_after(visit.now, wait))
