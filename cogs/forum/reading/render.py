"""The reading list as its reader gets it. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.cards import Card
from cogs.forum.private_cards import link_to
from cogs.forum.reading.rules import KINDS, Item, Kind
from cogs.forum.render import button, topic_label
from config.community import Community
from config.texts import N_, Texts

HEADINGS: Mapping[Kind, str] = {
    "unanswered": N_("Nobody has answered yet"),
    "solved": N_("Solved"),
    "helpful": N_("Helped most"),
}


def list_card(t: Texts, items: Sequence[Item], community: Community, guild_id: int) -> Card:
    """Return a reader's list: titles and links, nobody's name."""
    fields = [(t(HEADINGS[kind]), [item for item in items if item.kind == kind]) for kind in KINDS]
    return Card(
        title=t("This week in the principals' forum"),
        fields=tuple((name, _lines(t, found, community, guild_id)) for name, found in fields if found),
        footer=t("You asked for this list with /forum reading. In a quiet week there is none."),
        buttons=(button(t("Stop this list"), "reading_off", ""),),
    )


def _lines(t: Texts, items: Sequence[Item], community: Community, guild_id: int) -> str:
    lines = (
        f"{link_to(each.title, guild_id, each.thread_id)} · {topic_label(each.topic, community, t)}" for each in items
    )
    return "\n".join(lines)
