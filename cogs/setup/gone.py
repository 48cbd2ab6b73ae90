"""What stewards read when a part of what setup made is gone from the server."""

from __future__ import annotations

from bot.cards import Card
from cogs.setup.plan import PlannedCategory, PlannedRole
from config.texts import Texts

GONE = "setup.gone"  # the kind of notice


def gone_card(t: Texts, part: PlannedRole | PlannedCategory) -> Card:
    """Return what is told about one role or category."""
    if isinstance(part, PlannedRole):
        text = t(
            "Somebody deleted the role “{name}” on Discord. What it opened is closed to everybody it was for. Run "
            "/setup: the role is made again and given to exactly those people.",
            name=part.name,
        )
        return Card(title=t("A role is gone"), text=text)
    text = t(
        "Somebody deleted the category “{name}” on Discord. Its channels are still there, with the right readers. Run "
        "/setup, and they stand under it again.",
        name=part.name,
    )
    return Card(title=t("A category is gone"), text=text)
