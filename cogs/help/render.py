"""Help's cards. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.cards import Card
from bot.notices import Notice
from bot.outbox.transit import MOST
from cogs.help.rules import Line, Shown
from config.texts import N_, Texts

MOST_SHOWN = 8  # a private reply and seven more: what one reads in one sitting; the rest waits for the next time

ABOUT = {
    "practitioners": N_("You're in the rooms for practitioners: nobody who supervises a member is let in."),
    "principals": N_("The principals' forum is yours, and so is everything below."),
    "leads": N_(
        "As somebody who supervises others you have spaces of your own; practitioners' rooms are not among them."
    ),
}


@dataclass(frozen=True)
class Where:
    """Where help was asked for: the kind of space, if it is one, and how Discord writes the channel."""

    kind: str | None
    mention: str
    is_private: bool = False


def help_card(t: Texts, name: str | None, audiences: Sequence[str], shown: Shown, place: Where) -> Card:
    """Return what somebody can do where they are; without a name they are not linked yet."""
    if name is None:
        opening = t("You're not linked to the roster yet, so little is open to you so far.")
    else:
        about = next((t(text) for audience, text in ABOUT.items() if audience in audiences), "")
        opening = f"{t('Hello {name}.', name=name)} {about}".strip()
    parts = [opening, *_listed(t, t("In {channel}", channel=place.mention), shown.here)]
    parts += _listed(t, t("Anywhere on the server") if shown.here else "", shown.anywhere)
    parts += ["", *_closing(t, name, place)]
    return Card(title=t("What you can do here"), text="\n".join(parts))


def _listed(t: Texts, heading: str, lines: Sequence[Line]) -> list[str]:
    if not lines:
        return []
    above = [f"**{heading}**"] if heading else []
    return ["", *above, *(f"• {_command(t, line.command)}: {t(line.says)}" for line in lines)]


def _closing(t: Texts, name: str | None, place: Where) -> Iterator[str]:
    if place.is_private:
        yield t("Most of it happens on the server: give /help there, and it shows what you can do in that channel.")
    elif name is not None and place.kind is None:
        yield t("Rooms have more: /help in a room shows what you can do there.")
    yield t("Every answer of this app is seen by you alone, unless it says otherwise.")


def _command(t: Texts, name: str) -> str:
    """Write a command as it is typed; one from the right-click menu by the name it is shown with."""
    return f"**{t.named(name)}**" if name[:1].isupper() else f"**/{name}**"


def empty_inbox(t: Texts) -> str:
    """Return what somebody reads whose inbox is empty."""
    return t(
        "Nothing waits for you here. What reached you as a direct message is not repeated, and what waits is kept for "
        "{days} days. /help shows what you can do.",
        days=MOST.days,
    )


def inbox_card(t: Texts, notice: Notice) -> Card:
    """Return a kept notice as it would have been sent, with the day it was written."""
    day = f"<t:{int(notice.created_at.timestamp())}:D>"
    written = t("Written on {day}.", day=day)
    card = notice.card
    text = f"{card.text}\n\n{written}" if card.text else written
    return Card(text, card.title, card.fields, card.footer, card.buttons, card.selects)
