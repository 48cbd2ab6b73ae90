"""What a newcomer reads on each day of the first week. No I/O."""

from __future__ import annotations

from collections.abc import Mapping

from bot.cards import Address, Button, Card
from cogs.members.firstweek.rules import STEPS, Step
from config.texts import N_, Texts

SAYS: Mapping[Step, tuple[str, str]] = {
    "rooms": (
        N_("A small step for today: your rooms"),
        N_(
            "*Show my spaces* lists what is open to you. Go into one of them and type /room who: you see everybody "
            "who can read it, and why. Then say hello there."
        ),
    ),
    "mentor": (
        N_("A small step for today: somebody to ask"),
        N_(
            "A mentor is a colleague who has done your work for years, often at another site. Say what you'd like to "
            "talk about; nothing opens before you both say yes."
        ),
    ),
    "issues": (
        N_("A small step for today: what gets in the way"),
        N_(
            "Type /issue list and look at what other sites struggle with. If it is so at yours, one press says so. "
            "If something is missing, raise it, with your name or without."
        ),
    ),
    "ahead": (
        N_("A small step for today: what is ahead"),
        N_(
            "Type /webinar list to see what you can come to, and /meetup list for peers who meet regularly. /calendar "
            "brings both into your own calendar."
        ),
    ),
    "yours": (
        N_("A small step for today: what is yours"),
        N_(
            "/privacy export gives you everything that is stored about you, and /privacy erase takes it out. /help "
            "shows what you can do wherever you are. This was the last small step; it is good that you are here."
        ),
    ),
}
DOES: Mapping[Step, tuple[str, Address]] = {
    "rooms": (N_("Show my spaces"), Address("rooms", "list")),
    "mentor": (N_("Ask for a mentor"), Address("mentoring", "request")),
    "issues": (N_("Raise an issue"), Address("issues", "raise")),
    "yours": (N_("What can I do here?"), Address("help", "show")),
}


def step_card(step: Step, t: Texts) -> Card:
    """Return the card of one day: what to do, a button to do it right there, and one that stops it all."""
    title, text = SAYS[step]
    does = DOES.get(step)
    buttons = [Button(t(does[0]), does[1], "primary")] if does is not None else []
    if step != STEPS[-1]:
        buttons.append(Button(t("No more of these"), Address("members", "week_stop")))
    return Card(title=t(title), text=t(text), buttons=tuple(buttons))


def stopped_card(t: Texts) -> Card:
    """Return that nothing more of it comes."""
    return Card(text=t("No more of these will come. Whenever you want to look around, /help shows what you can do."))


def promise(t: Texts) -> str:
    """Return what somebody who has just joined is told about it."""
    return t("From your next school day on I show you one small step a day, five at most. One press stops them.")
