"""What is said before a question without a name is written, and the earlier ones like it. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Address, Card
from bot.ui.anonymous.cards import unnamed_card
from bot.ui.anonymous.gate import Readership
from cogs.forum.asking.text import as_text, pack_when
from cogs.forum.model import Asked, Choices
from cogs.forum.private_cards import Found, found_line
from cogs.forum.render import button
from config.texts import Texts


def before_card(choices: Choices, readers: Readership, t: Texts) -> Card:
    """Return who reads the forum, what anonymity cannot do, and who may be asked if nobody answers."""
    later, now = (Address("forum", "unnamed_write", pack_when(choices, at_once=at_once)) for at_once in (False, True))
    asked = t(
        "After a day up to two colleagues may be asked privately. They are drawn by lot when you ask, outside your "
        "district and from nobody above or below you, and only if that leaves you in a crowd. Whoever sees all of it "
        "learns no more than that you are not of their districts. Questions that "
        "their style shows to be by one person add up what their draws tell."
    )
    return unnamed_card(t("Ask without your name"), readers, later, now, t, (t("If nobody answers"), asked))


def similar_card(t: Texts, asked: Asked, similar: Sequence[Found], guild_id: int, target: str) -> Card:
    """Return up to three earlier questions below one's own words, which stand nowhere else."""
    fields = [(t("Asked before"), found_line(t, found, guild_id)) for found in similar]
    return Card(
        title=t("Does one of these answer yours?"),
        text=as_text(asked, t),
        fields=tuple(fields),
        footer=t("Only you see this, and your words are stored nowhere else. Copy them to be safe."),
        buttons=(
            button(t("Post mine anyway"), "unnamed_post", target, "primary"),
            button(t("Change mine"), "unnamed_change", target),
        ),
    )
