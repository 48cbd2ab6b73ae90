"""Turning the pages of a private list, and finding again what somebody looked for.

The words somebody typed stand in their own private card and nowhere else: no row, and no button's address, keeps them.
The buttons under the card read them from there, after a restart just as before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.cards import Address, Button
from config.texts import Texts

if TYPE_CHECKING:
    from bot.ui.visit import Visit

MOST_PAGES = 10_000  # a number in an address is a claim


def which_page(t: Texts, page: int, pages: int) -> str:
    """Return which page this is, counted from 1; nothing where it is the only one."""
    return t("Page {page} of {pages}", page=page, pages=pages) if pages > 1 else ""


def page_buttons(t: Texts, page: int, pages: int, to: Callable[[int], Address]) -> tuple[Button, ...]:
    """Return the buttons to the pages before and after this one, counted from 1, as far as there are any."""
    beside = ((t("Previous page"), page - 1), (t("Next page"), page + 1))
    return tuple(Button(label, to(number)) for label, number in beside if 1 <= number <= pages)


def page_in(written: str) -> int:
    """Return the page that a button names, the first where it names none."""
    return max(1, min(int(written), MOST_PAGES)) if written.isascii() and written.isdecimal() else 1


def looked_for(t: Texts, words: str) -> tuple[tuple[str, str], ...]:
    """Return the field of a card that holds what was looked for; none where that was nothing."""
    return ((t("You looked for"), words),) if words.strip() else ()


def words_looked_for(visit: Visit) -> str:
    """Return what the card under which something was pressed was looked up by; empty where it says nothing."""
    message = visit.interaction.message
    fields = message.embeds[0].fields if message is not None and message.embeds else []
    return (fields[0].value or "") if fields else ""
