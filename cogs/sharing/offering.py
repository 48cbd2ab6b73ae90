"""The author's card: made from a text, or shown again as it stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archive.consent import Contribution, Offer, change_words, masked_for, offer, offer_of, typed
from archive.consent.broader import Known, Spot, left_after, said_broadly, spots_in, wordings
from archive.consent.rules import Purpose, WordsChanged, edition_of, own_lines
from archive.consent.store import ConsentStore
from archive.consent.targets import ASKED_FIRST, parse_target
from bot.cards import Card
from bot.errors import Gone
from bot.people.model import Person
from bot.ui.visit import Visit
from cogs.sharing import offer_cards


async def offer_text(
    visit: Visit, person: Person, text: str, *, kind: str = "concern", topic: str = "other", issue_id: int | None = None
) -> Card:
    """Anonymize a text without what it quotes, keep it as an offer, and return the card that asks its author."""
    own, left_out = own_lines(text)
    async with visit.network.write() as tx:
        offered = offer_of(await masked_for(tx, own), kind=kind, topic=topic, issue_id=issue_id)
        contribution = await offer(tx, offered, person_id=person.id, now=visit.now)
    return card_of(visit, contribution, offered.masked, left_out=left_out)


async def change_text(visit: Visit, person: Person, contribution_id: int, text: str) -> Card:
    """Anonymize changed words, which need a new yes, and return the card that asks for it."""
    own, left_out = own_lines(text)
    async with visit.network.write() as tx:
        offered = offer_of(await masked_for(tx, own))
        contribution = await change_words(tx, contribution_id, offered, person_id=person.id, now=visit.now)
    return card_of(visit, contribution, offered.masked, left_out=left_out)


async def card_again(
    visit: Visit, person: Person, contribution: Contribution, purposes: Collection[Purpose] = ASKED_FIRST
) -> Card:
    """Return the card of an offer once more."""
    async with visit.network.read() as tx:
        _text, masked = await typed(tx, contribution.id, person_id=person.id)
    return card_of(visit, contribution, masked, purposes=purposes)


def card_of(
    visit: Visit,
    contribution: Contribution,
    masked: Sequence[tuple[str, str]],
    *,
    purposes: Collection[Purpose] = ASKED_FIRST,
    left_out: int = 0,
) -> Card:
    """Return the card on which an author decides."""
    community = visit.network.community
    return offer_cards.offer_card(
        visit.t,
        contribution,
        spots_in(contribution.words, masked, contribution.held),
        community.topics,
        purposes=purposes,
        left_out=left_out,
        safety_line=community.safety.line,
    )


async def broader_wordings(
    visit: Visit, person: Person, contribution: Contribution, at: str
) -> tuple[list[Spot], int, list[str]]:
    """Return the places of an offer, which of them is meant, and how it can be said. Raises `Gone`."""
    async with visit.network.read() as tx:
        _text, masked = await typed(tx, contribution.id, person_id=person.id)
        known = await Known.load(tx, visit.network.community.publication)
    spots = spots_in(contribution.words, masked, contribution.held)
    if not (at.isascii() and at.isdigit() and len(at) < 3 and int(at) < len(spots)):
        raise Gone
    return spots, int(at), wordings(spots[int(at)], contribution.language, known)


async def say_broadly(
    visit: Visit, person: Person, contribution: Contribution, at: str, wording: str, purposes: Collection[Purpose]
) -> Card:
    """Put one of the broader wordings into the words; other words need a new yes. Raises `Gone`."""
    spots, place, offered = await broader_wordings(visit, person, contribution, at)
    if wording not in offered:
        raise Gone
    words = said_broadly(contribution.words, spots[place], wording)
    masked, held = left_after(spots, spots[place], wording)
    async with visit.network.write() as tx:
        text, _ = await typed(tx, contribution.id, person_id=person.id)
        broader = Offer(words, text, language=contribution.language, masked=masked, held=held)
        changed = await change_words(tx, contribution.id, broader, person_id=person.id, now=visit.now)
    return card_of(visit, changed, masked, purposes=purposes)


async def own_offer(visit: Visit, target: str) -> tuple[Person, Contribution]:
    """Return the visitor's own contribution in the edition that the card shows; raises `Gone`, `WordsChanged`."""
    person = await visit.person()
    contribution_id, edition = parse_target(target)
    async with visit.network.read() as tx:
        contribution = await ConsentStore(tx).contribution(contribution_id, person_id=person.id)
    if edition != edition_of(contribution.words):
        raise WordsChanged
    return person, contribution
