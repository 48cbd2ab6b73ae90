"""A steward writes another title for a theme, from the preview of an edition that nobody approved yet."""

from __future__ import annotations

from collections.abc import Sequence

from archive.consent.rules import edition_of
from archive.digest.desk import standing
from archive.digest.model import Theme
from archive.digest.months import checked_month
from archive.digest.store import EditionStore
from archive.digest.titling import MOST_CHARACTERS, write_title
from bot.cards import Address, Card, Choice, Form, Input, Select
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from cogs.digest.render import approve_button, preview_button
from config.texts import Texts

actions = Actions("digest")

MOST_CHOICES, MOST_LISTS = 25, 4  # Discord: lines of a list, and rows beside one of buttons


def title_lists(t: Texts, month: str, themes: Sequence[Theme]) -> tuple[Select, ...]:
    """Return lists of themes, to write another title for one."""
    lists = [themes[start : start + MOST_CHOICES] for start in range(0, len(themes), MOST_CHOICES)]
    return tuple(
        Select(
            t("Write another title for a theme"),
            Address("digest", "retitle", f"{month}.{number}"),
            tuple(Choice(theme.title, theme.key) for theme in some),
        )
        for number, some in enumerate(lists[:MOST_LISTS])
    )


def title_form(t: Texts, month: str, theme: Theme) -> Form:
    """Return the form in which a title is written."""
    address = Address("digest", "titled", f"{month}.{theme.key}.{edition_of(theme.title)}")
    hint = t("What it is about, in a few words that point at nobody")
    title = Input("title", t("Title"), most=MOST_CHARACTERS, value=theme.title[:MOST_CHARACTERS], hint=hint)
    return Form(t("Another title"), address, (title,))


@actions.on("retitle", opens_form=True)
async def ask_title(visit: Visit, target: str) -> None:
    """Open the form for the theme that was chosen."""
    await visit.steward()
    month, key = checked_month(target.partition(".")[0]), visit.values[0] if visit.values else ""
    await visit.ask(title_form(visit.t, month, await _theme(visit, month, key)))


@actions.on("titled")
async def keep_title(visit: Visit, target: str) -> None:
    """Keep the title, if it points at nobody and the theme still is the one that was shown."""
    person, title = await visit.steward(), visit.answers.get("title", "")
    await visit.wait()
    async with giving_back(visit, title, Address("digest", "title_again", target)):
        month, theme = await _shown_theme(visit, target)
        before = theme.title
        await write_title(visit.network, month, theme.key, title, before=before, person_id=person.id, now=visit.now)
        text = visit.t("The theme has its new title, and whoever had said yes to the digest is asked again.")
        buttons = (preview_button(visit.t, month), approve_button(visit.t, month))
        await visit.reply(Card(text=text, buttons=buttons))


@actions.on("title_again", opens_form=True)
async def ask_title_again(visit: Visit, target: str) -> None:
    """Open the form with the title that came back."""
    await visit.steward()
    month, theme = await _shown_theme(visit, target)
    await visit.ask(title_form(visit.t, month, theme).filled({"title": await returned_words(visit)}))


async def _shown_theme(visit: Visit, target: str) -> tuple[str, Theme]:
    """Return the theme that a form was opened for, if it still has the title that was shown; raises `Gone`."""
    month, key, mark = [*target.split("."), "", ""][:3]
    theme = await _theme(visit, checked_month(month), key)
    if edition_of(theme.title) != mark:
        raise Gone
    return month, theme


async def _theme(visit: Visit, month: str, key: str) -> Theme:
    async with visit.network.read() as tx:
        edition, _ = await standing(visit.house, visit.network, tx, await EditionStore(tx).of_month(month))
    theme = edition.theme(key)
    if theme is None:
        raise Gone
    return theme
