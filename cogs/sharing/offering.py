"""The author's card: made from a text, or shown again as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from archive.consent import Contribution, change_words, masked_for, offer, offer_of, typed
from bot.cards import Card
from bot.people.model import Person
from bot.ui.visit import Visit
from cogs.sharing import render


async def offer_text(
    visit: Visit, person: Person, text: str, *, kind: str = "concern", topic: str = "other", issue_id: int | None = None
) -> Card:
    """Anonymize a text, keep it as an offer, and return the card that asks its author."""
    async with visit.network.write() as tx:
        offered = offer_of(await masked_for(tx, text), kind=kind, topic=topic, issue_id=issue_id)
        contribution = await offer(tx, offered, person_id=person.id, now=visit.now)
    return card_of(visit, contribution, offered.masked)


async def change_text(visit: Visit, person: Person, contribution_id: int, text: str) -> Card:
    """Anonymize changed words, which need a new yes, and return the card that asks for it."""
    async with visit.network.write() as tx:
        offered = offer_of(await masked_for(tx, text))
        contribution = await change_words(tx, contribution_id, offered, person_id=person.id, now=visit.now)
    return card_of(visit, contribution, offered.masked)


async def card_again(visit: Visit, person: Person, contribution: Contribution) -> Card:
    """Return the card of an offer once more."""
    async with visit.network.read() as tx:
        _text, masked = await typed(tx, contribution.id, person_id=person.id)
    return card_of(visit, contribution, masked)


def card_of(visit: Visit, contribution: Contribution, masked: Sequence[tuple[str, str]]) -> Card:
    """Return the card on which an author decides."""
    community = visit.network.community
    return render.offer_card(visit.t, contribution, masked, community.topics, safety_line=community.safety.line)
