"""Help's cards. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Card
from bot.notices import Notice
from bot.outbox.transit import MOST
from cogs.help.rules import Line
from config.texts import N_, Texts

MOST_SHOWN = 8  # a private reply and seven more: what one reads in one sitting; the rest waits for the next time

ABOUT = {
    "practitioners": N_("You're in the rooms for practitioners: nobody who supervises a member is let in."),
    "principals": N_("The principals' forum is yours, and so is everything below."),
    "leads": N_(
        "As somebody who supervises others you have spaces of your own; practitioners' rooms are not among them."
    ),
}


def help_card(t: Texts, name: str | None, audiences: Sequence[str], lines: Sequence[Line]) -> Card:
    """Return what somebody can do here; without a name they are not linked yet."""
    if name is None:
        opening = t("You're not linked to the roster yet, so little is open to you so far.")
    else:
        about = next((t(text) for audience, text in ABOUT.items() if audience in audiences), "")
        opening = f"{t('Hello {name}.', name=name)} {about}".strip()
    listed = [f"• {_command(t, line.command)}: {t(line.says)}" for line in lines]
    closing = t("Every answer of this app is seen by you alone, unless it says otherwise.")
    return Card(title=t("What you can do here"), text="\n".join([opening, "", *listed, "", closing]))


def _command(t: Texts, name: str) -> str:
    """Write a command as it is typed; one from the right-click menu by the name it is shown with."""
    return f"**{t.named(name)}**" if name[:1].isupper() else f"**/{name}**"


def empty_inbox(t: Texts) -> str:
    """Return what somebody reads whose inbox is empty."""
    return t(
        "Nothing waits for you here. What reached you as a direct message is not repeated, and what waits is kept for "
        "{days} days.",
        days=MOST.days,
    )


def inbox_card(t: Texts, notice: Notice) -> Card:
    """Return a kept notice as it would have been sent, with the day it was written."""
    day = f"<t:{int(notice.created_at.timestamp())}:D>"
    written = t("Written on {day}.", day=day)
    card = notice.card
    text = f"{card.text}\n\n{written}" if card.text else written
    return Card(text, card.title, card.fields, card.footer, card.buttons, card.selects)
