"""What was found, as a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.digest.months import month_name
from archive.finding.store import Asked, Entry
from bot.cards import Address, Card
from bot.ui.turning import looked_for, page_buttons, which_page
from cogs.archive.rules import pack_look, pages_of
from config.texts import Texts

LONGEST = 700  # five of them fit a card


def found_card(
    t: Texts, entries: Sequence[Entry], topics: Mapping[str, str], asked: Asked, *, count: int, page: int
) -> Card:
    """Return a page of what was found: words, topic and month, never whose."""
    if not count:
        return Card(
            text=t(
                "Nothing in the archive has all of these words. Try fewer or other words; it holds only what "
                "colleagues let others find, with /share new."
            )
        )
    pages = pages_of(count)
    return Card(
        title=t.many("{count} text in the archive", "{count} texts in the archive", count),
        text="\n\n".join(_entry(t, each, topics) for each in entries),
        fields=looked_for(t, asked.words),
        footer=which_page(t, page, pages),
        buttons=page_buttons(t, page, pages, lambda at: _to(at, asked)),
    )


def _to(page: int, asked: Asked) -> Address:
    return Address("archive", "found", pack_look(page, asked.topic, asked.kind, asked.month))


def _entry(t: Texts, entry: Entry, topics: Mapping[str, str]) -> str:
    words = entry.words if len(entry.words) <= LONGEST else entry.words[: LONGEST - 1].rstrip() + "…"
    kind = t("would help") if entry.kind == "suggestion" else t("gets in the way")
    about = " · ".join([topics.get(entry.topic, entry.topic), kind, month_name(entry.month, t.language)])
    return "\n".join([*(f"> {line}" for line in words.splitlines()), about])
