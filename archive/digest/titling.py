"""A title that a steward writes for a theme, in place of the one that was made from members' words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from archive.anonymize import Masked
from archive.consent.masking import masked_for
from archive.digest.model import Edition, Theme
from archive.digest.states import AlreadyApproved
from archive.digest.store import EditionStore
from bot.database.network import Network
from bot.errors import Gone, Refusal
from bot.people.stewards import StewardStore
from config.texts import N_

MOST_CHARACTERS = 80  # it stands in a table beside its range, on a phone
TITLED = N_("{actor} wrote another title for a theme of the digest for {about}.")


@dataclass
class NoTitle(Refusal):
    """Nothing was written."""

    says: ClassVar[str] = N_("Nothing was written, so the title stays. Write a few words on what the theme is about.")


@dataclass
class TitleTooLong(Refusal):
    """A title is more than a line."""

    length: int
    most: int = MOST_CHARACTERS
    says: ClassVar[str] = N_(
        "That is {length} characters and a title holds {most}, so it stays as it was. Write a shorter one."
    )


@dataclass
class TitlePoints(Refusal):
    """The anonymizer masks or holds something in it."""

    words: str
    says: ClassVar[str] = N_(
        "“{words}” may point at somebody or at a school, so the title stays as it was. Say it more broadly."
    )


async def write_title(
    network: Network, month: str, key: str, title: str, *, before: str, person_id: int, now: datetime
) -> None:
    """Give a theme of a built edition another title, in the log that members read; every yes to the edition is void.

    `before` is the title that the steward saw: `Gone` where the theme has another by now, or is none. Raises
    `NoEdition`, `AlreadyApproved`, `NoTitle`, `TitleTooLong`, `TitlePoints`.
    """
    tidied = _checked(title)
    async with network.read() as tx:
        _check_points_at_nobody(await masked_for(tx, as_in_a_sentence(tidied)))
    async with network.write() as tx:
        store = EditionStore(tx)
        kept = await store.of_month(month)
        if kept.state != "built":
            raise AlreadyApproved(month)
        theme = kept.edition.theme(key)
        if theme is None or before not in {theme.title, theme.fallback}:
            raise Gone
        retitled = _with(kept.edition, replace(theme, title=tidied, fallback=tidied))
        await store.set(kept.id, content=retitled.to_json())
        await store.forget_yeses(kept.id)
        await StewardStore(tx).log(person_id, TITLED, month, now)


def _checked(title: str) -> str:
    tidied = " ".join(title.split())
    if not any(letter.isalpha() for letter in tidied):
        raise NoTitle
    if len(tidied) > MOST_CHARACTERS:
        raise TitleTooLong(len(tidied))
    return tidied


def as_in_a_sentence(title: str) -> str:
    """Return a title as it is checked: the capital that every title begins with makes no name of its first word."""
    return title[0].lower() + title[1:]


def _check_points_at_nobody(masked: Masked) -> None:
    found = [masked.text[each.start : each.end] for each in masked.spans]
    found += [masked.text[each.start : each.end] for each in masked.held]
    if found:
        raise TitlePoints(found[0])


def _with(edition: Edition, theme: Theme) -> Edition:
    return replace(edition, themes=tuple(theme if each.key == theme.key else each for each in edition.themes))
