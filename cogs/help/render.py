"""Help's cards. No I/O."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from archive.digest.months import month_name
from bot.cards import Address, Button, Card, Choice, Select
from bot.notices import Notice
from bot.outbox.transit import MOST
from cogs.help.rules import SHELVES, TO_BEGIN_WITH, Line, Shelf, Shown
from config.texts import N_, Texts

MOST_BUTTONS = 3  # the newest months: an older one has its command, /digest preview
MOST_SHOWN = 8  # a private reply and seven more: what one reads in one sitting; the rest waits for the next time

SHUT_OUT = N_(
    "You supervise others, so the practitioners' rooms stay shut for you, and so does every room with somebody below "
    "you in it. What is yours stands below; /room list says why of each."
)
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


@dataclass(frozen=True)
class Who:
    """Who asks for help: how they are called, whose rooms are open to them, and whether their own are all shut."""

    name: str
    open_to: Collection[str] = ()
    is_shut_out: bool = False


def help_card(
    t: Texts, who: Who | None, shown: Shown, place: Where, stewards: str = "", unapproved: Sequence[str] = ()
) -> Card:
    """Return what belongs where somebody is, what to begin with, and a list to see the rest of it by what it is about.

    Nobody we know is not linked yet. All there is would be fifty lines. `unapproved` are the months whose digests wait
    for a yes, where a steward asks.
    """
    first = [line for line in shown.anywhere if line.command in TO_BEGIN_WITH]
    parts = [
        _opening(t, who),
        *_waiting(t, unapproved),
        *_listed(t, t("In {channel}", channel=place.mention), shown.here),
    ]
    parts += _listed(t, t("To begin with") if who else "", first)
    parts += ["", *_closing(t, who is not None, place)]
    if stewards:
        parts.append(t("Whatever needs a steward: write to {who}.", who=stewards))
    more = _more(t, shown) if len(first) < len(shown.anywhere) else ()
    buttons = tuple(_read(t, month) for month in unapproved[-MOST_BUTTONS:])
    return Card(title=t("What you can do here"), text="\n".join(parts), buttons=buttons, selects=more)


def shelf_card(t: Texts, shelf: Shelf, shown: Shown) -> Card:
    """Return everything on one shelf, and the list to see another."""
    lines = "\n".join(_listed(t, "", shelf.lines(shown))).strip()
    return Card(title=t(shelf.name), text=lines, selects=_more(t, shown))


def _more(t: Texts, shown: Shown) -> tuple[Select, ...]:
    choices = tuple(Choice(t(shelf.name), shelf.key) for shelf in SHELVES if shelf.lines(shown))
    return (Select(t("Show me all of it about …"), Address("help", "shelf"), choices),) if len(choices) > 1 else ()


def _opening(t: Texts, who: Who | None) -> str:
    if who is None:
        return t("You're not linked to the roster yet, so little is open to you so far.")
    about = next((t(text) for audience, text in ABOUT.items() if audience in who.open_to), "")
    return f"{t('Hello {name}.', name=who.name)} {t(SHUT_OUT) if who.is_shut_out else about}".strip()


def _waiting(t: Texts, months: Sequence[str]) -> list[str]:
    if not months:
        return []
    named = ", ".join(month_name(month, t.language) for month in months)
    said = t.many(
        "A digest waits for a yes: {months}. Read it, then approve it or leave it.",
        "{count} digests wait for a yes: {months}. Read them, then approve them or leave them.",
        len(months),
        months=named,
    )
    return ["", said]


def _read(t: Texts, month: str) -> Button:
    label = t("Read the digest for {month}", month=month_name(month, t.language))
    return Button(label, Address("digest", "preview", month))


def _listed(t: Texts, heading: str, lines: Sequence[Line]) -> list[str]:
    if not lines:
        return []
    above = [f"**{heading}**"] if heading else []
    return ["", *above, *(f"• {_command(t, line.command)}: {t(line.says)}" for line in lines)]


def _closing(t: Texts, is_linked: bool, place: Where) -> Iterator[str]:
    if place.is_private:
        yield t("Most of it happens on the server: give /help there, and it shows what you can do in that channel.")
    elif is_linked and place.kind is None:
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
