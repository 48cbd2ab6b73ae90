"""Taking a recipient's answer: stored once, and told to whom it concerns in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from archive.delivery.model import Recipient
from archive.delivery.store import RecipientStore
from archive.digest.desk import standing
from archive.digest.model import Theme
from archive.digest.store import EditionStore, KeptEdition
from archive.responses.reading import edition_for, sent_to
from archive.responses.rules import Answer, mark_of
from archive.responses.store import ResponseStore
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.errors import Gone, Refusal
from bot.house import House
from config.texts import N_

MOST_AN_HOUR = 60


@dataclass
class TooManyAnswers(Refusal):
    """More came in an hour than one person writes."""

    says: ClassVar[str] = N_(
        "That was a lot of responses in an hour. Please go on a little later; the others are kept."
    )


@dataclass
class TakenBack(Refusal):
    """The theme is gone: its authors took their words back."""

    says: ClassVar[str] = N_(
        "The people who raised this have taken their words back since, so it needs no response any more. "
        "You can go on with the others on the page."
    )


@dataclass
class AnsweredMeanwhile(Refusal):
    """Another response came in after this page was opened: another tab, or a colleague."""

    says: ClassVar[str] = N_(
        "A response to this was sent after you opened the page; it stands above. Yours is below: send it again if it "
        "should take its place."
    )


@dataclass(frozen=True)
class Taken:
    """An answer that was taken. `response_id` is None where the same answer stood there already."""

    kept: KeptEdition
    theme: Theme
    recipient: Recipient
    answer: Answer
    response_id: int | None

    @property
    def is_new(self) -> bool:
        """Whether it says anything else than the one before."""
        return self.response_id is not None


async def take_answer(
    tx: Tx, edition_id: int, recipient: Recipient, theme_key: str, answer: Answer, *, now: datetime
) -> Taken:
    """Keep an answer to a theme of a sent edition; the same one again changes nothing.

    Raises `Gone`, `TooManyAnswers`.
    """
    kept = await EditionStore(tx).get(edition_id)
    theme = kept.edition.theme(theme_key) if kept is not None and kept.state == "sent" else None
    if kept is None or theme is None:
        raise Gone
    store = ResponseStore(tx)
    before = {each.theme_key: each.answer for each in await store.newest(edition_id, recipient.id)}
    if before.get(theme_key) == answer:
        return Taken(kept, theme, recipient, answer, None)
    if await store.count_since(recipient.id, now - timedelta(hours=1)) >= MOST_AN_HOUR:
        raise TooManyAnswers
    response_id = await store.add(edition_id, recipient.id, theme_key, answer, now=now)
    return Taken(kept, theme, recipient, answer, response_id)


async def answer_theme(
    house: House,
    network: Network,
    tx: Tx,
    edition_id: int,
    recipient: Recipient,
    theme_key: str,
    answer: Answer,
    *,
    now: datetime,
    seen: str | None = None,
) -> Taken:
    """Keep an answer to a theme that this recipient was sent and that still stands.

    `seen` is the mark (`mark_of`) of the answer that the writer had before their eyes; None does not ask.
    Raises `Gone`, `TakenBack`, `AnsweredMeanwhile`, `TooManyAnswers`.
    """
    kept = await EditionStore(tx).get(edition_id)
    if kept is None or theme_key not in {theme.key for theme in sent_to(kept, recipient)}:
        raise Gone
    theme = (await edition_for(house, network, tx, kept, recipient)).theme(theme_key)
    if theme is None:
        raise TakenBack
    newest = await ResponseStore(tx).newest(edition_id, recipient.id)
    before = next((each.answer for each in newest if each.theme_key == theme_key), None)
    if seen is not None and before != answer and seen != mark_of(before):
        raise AnsweredMeanwhile
    return replace(await take_answer(tx, edition_id, recipient, theme_key, answer, now=now), theme=theme)


async def taken_before(house: House, network: Network, tx: Tx, response_id: int) -> Taken | None:
    """Return an answer with its theme as that may be called now: its title may have held a word that is gone."""
    response = await ResponseStore(tx).get(response_id)
    kept = await EditionStore(tx).get(response.edition_id) if response is not None else None
    recipient = await RecipientStore(tx).get(response.recipient_id) if response is not None else None
    theme = kept.edition.theme(response.theme_key) if kept is not None and response is not None else None
    if response is None or kept is None or recipient is None or theme is None:
        return None
    still = (await standing(house, network, tx, kept))[0].theme(theme.key)
    return Taken(kept, still or replace(theme, title=theme.fallback), recipient, response.answer, response.id)


async def voices_behind(tx: Tx, taken: Taken) -> Sequence[int]:
    """Return the contributions that the answered theme counts."""
    return (await EditionStore(tx).voices(taken.kept.id)).get(taken.theme.key, ())
