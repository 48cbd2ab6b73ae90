"""The scoreboard: what each office was sent, responded to, and acted on.

Its numbers are about offices, not members. They count themes as they were sent, which never changes: what members take
back afterwards cannot be read off it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.delivery.deliveries import DeliveryStore
from archive.delivery.store import RecipientStore
from archive.digest.store import EditionStore
from archive.responses.reading import sent_to
from archive.responses.store import ResponseStore
from bot.database.transaction import Tx

Place = tuple[int, str]  # edition and theme


@dataclass(frozen=True)
class Score:
    """One office: themes it was sent, those it responded to, and those it says it has acted on."""

    office: str
    sent: int
    responded: int
    acted: int


async def scoreboard(tx: Tx) -> Sequence[Score]:
    """Return every office that was sent a theme, by name."""
    editions = {kept.id: kept for kept in await EditionStore(tx).in_state("sent")}
    sent: dict[str, set[Place]] = defaultdict(set)
    for delivery in await DeliveryStore(tx).all():
        recipient, kept = await RecipientStore(tx).get(delivery.recipient_id), editions.get(delivery.edition_id)
        if recipient is not None and kept is not None:
            sent[recipient.office] |= {(kept.id, theme.key) for theme in sent_to(kept, recipient)}
    answers: dict[str, dict[Place, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edition_id in editions:
        for response in await ResponseStore(tx).newest(edition_id):
            answers[response.office][edition_id, response.theme_key].add(response.answer.kind)
    return [_score(office, sent[office], answers[office]) for office in sorted(sent) if sent[office]]


def _score(office: str, sent: set[Place], answers: Mapping[Place, set[str]]) -> Score:
    answered = [answers[place] for place in sent if answers.get(place)]
    return Score(office, len(sent), len(answered), sum("acted" in kinds for kinds in answered))


async def unanswered(tx: Tx, edition_id: int, office: str, keys: Sequence[str]) -> Sequence[str]:
    """Return which of these themes nobody of an office has responded to."""
    newest = await ResponseStore(tx).newest(edition_id)
    answered = {response.theme_key for response in newest if response.office == office}
    return [key for key in keys if key not in answered]
