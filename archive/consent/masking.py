"""From what a person typed to the words they are asked about: anonymized with the network's own roster."""

from __future__ import annotations

from functools import lru_cache

from archive.anonymize import Anonymizer, Masked, Roster
from archive.anonymize.masks import mask_of
from archive.consent.model import Offer
from bot.database.transaction import Tx
from bot.people.store import PeopleStore


@lru_cache(maxsize=8)
def _anonymizer(roster: Roster) -> Anonymizer:
    return Anonymizer(roster)


async def masked_for(tx: Tx, text: str) -> Masked:
    """Return a text anonymized with everybody and every site the network knows, in whatever state."""
    store = PeopleStore(tx)
    people = tuple(person.name for person in await store.people())
    sites = tuple(site.name for site in await store.sites())
    return _anonymizer(Roster(people, sites)).mask(text)


def offer_of(masked: Masked, *, kind: str = "concern", topic: str = "other", issue_id: int | None = None) -> Offer:
    """Return an anonymized text as an offer to its author."""
    return Offer(
        words=masked.masked,
        original=masked.text,
        kind=kind,
        topic=topic,
        language=masked.language,
        issue_id=issue_id,
        masked=[(masked.text[span.start : span.end], mask_of(span)) for span in masked.spans],
        held=[(masked.text[held.start : held.end], held.why) for held in masked.held],
    )
