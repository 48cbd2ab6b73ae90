"""The cards that stand in the spaces for good: the lobby's panel, a room's promise, what a channel is for."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards import Address, Button, Card
from bot.visibility.spaces import Space
from config.community import Community
from config.texts import N_, Texts

Knows = Callable[[Address], bool]

LOBBY_BUTTONS = (
    Button(N_("Join with my code"), Address("members", "join"), "primary"),
    Button(N_("Show my spaces"), Address("rooms", "list")),
    Button(N_("Ask for a mentor"), Address("mentoring", "request")),
    Button(N_("Offer to mentor"), Address("mentoring", "offer")),
    Button(N_("Raise an issue"), Address("issues", "raise")),
    Button(N_("What waits for me"), Address("help", "inbox")),
    Button(N_("What can I do here?"), Address("help", "show")),
    Button(N_("What is kept about me"), Address("privacy", "show")),
)
MENTORING_BUTTONS = (
    Button(N_("Ask for a mentor"), Address("mentoring", "request"), "primary"),
    Button(N_("Offer to mentor"), Address("mentoring", "offer")),
)

PROMISED = N_(
    "**Promised:** nobody's supervisor is let in here. `/room who` shows everyone who can read this, right now."
)
NOT_PROMISED = N_(
    "**Not promised:** the server's owner and administrators can read everything on Discord, and what staff write "
    "can be a public record."
)


def space_card(space: Space, community: Community, t: Texts, knows: Knows) -> Card | None:
    """Return the card that stands in a space, or None where none does.

    Every card carries the network's line on child safety. Buttons whose feature isn't there are left out (`knows`).
    """
    if space.kind == "lobby":
        return _card(t("Welcome to the staffroom"), t(WELCOME), community, _known(LOBBY_BUTTONS, t, knows), t)
    if space.kind == "mentoring":
        buttons = _known(MENTORING_BUTTONS, t, knows)
        return _card(t("Mentoring"), t(MENTORING), community, buttons, t)
    if space.kind in {"room", "voice"} and space.audience is not None:
        who = Button(N_("Who can read this?"), Address("rooms", "who", str(space.channel_id)))
        return _card(space.name, f"{t(PROMISED)}\n{t(NOT_PROMISED)}", community, _known((who,), t, knows), t)
    return None


WELCOME = N_(
    "Rooms without supervisors, mentors who know your work, and a way for what you see to reach policymakers, in words "
    "you agreed to. Got a code? `/join` opens your spaces. `/help` shows what you can do, `/inbox` what waits for you."
)
MENTORING = N_(
    "New in the role, or glad to help somebody who is? Pairs meet in a private thread under this channel. "
    "Only the pair, the server's owner and administrators, and whoever may manage threads can read it."
)


def _card(title: str, text: str, community: Community, buttons: tuple[Button, ...], t: Texts) -> Card:
    return Card(title=title, text=text, fields=((t("Child safety"), community.safety.line),), buttons=buttons)


def _known(buttons: tuple[Button, ...], t: Texts, knows: Knows) -> tuple[Button, ...]:
    return tuple(Button(t(each.label), each.address, each.look) for each in buttons if knows(each.address))
