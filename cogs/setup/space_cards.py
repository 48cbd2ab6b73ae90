"""The cards that stand in the spaces for good: the lobby's panel, a room's promise, what a channel is for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.cards import Address, Button, Card
from bot.visibility.admission.spaces import Space
from bot.visibility.server.language import named
from config.community import Community
from config.texts import N_, Texts

# The lobby's panel: what a newcomer needs stands in the first row, which holds five.
LOBBY_BUTTONS = (
    Button(N_("Join with my code"), Address("members", "join"), "primary"),
    Button(N_("Show my spaces"), Address("rooms", "list")),
    Button(N_("Ask for a mentor"), Address("mentoring", "request")),
    Button(N_("Offer to be a mentor"), Address("mentoring", "offer")),
    Button(N_("Raise an issue"), Address("issues", "raise")),
    Button(N_("What is waiting for me?"), Address("help", "inbox")),
    Button(N_("What can I do here?"), Address("help", "show")),
)

PROMISED = N_(
    "**Promised:** nobody's supervisor is let in here. `/room who` shows everyone who can read this, right now."
)
NOT_PROMISED = N_(
    "**Not promised:** the server's owner and administrators can read everything on Discord, and what staff write "
    "can be a public record."
)


UNKNOWN = N_("I can't see this space any more, so I can't tell who reads it. Don't take it for safe.")


@dataclass(frozen=True)
class Proof:
    """What is known about a space's readers, for its card."""

    overseers: tuple[str, ...] = ()  # names of those whom members have accepted
    exposed: tuple[int, ...] = ()  # accounts that can read it, neither admitted nor accepted
    is_unknown: bool = False  # the bot cannot view the channel


NOTHING_KNOWN = Proof()


def space_card(space: Space, community: Community, t: Texts, proof: Proof = NOTHING_KNOWN) -> Card | None:
    """Return the card that stands in a space, or None where none does. Each carries the line on child safety."""
    if space.kind == "lobby":
        return _card(t("Welcome to the staffroom"), t(WELCOME), LOBBY_BUTTONS, community, t)
    if space.kind == "mentoring":
        return _card(t("Mentoring"), t(MENTORING), (), community, t)
    if space.kind in {"room", "voice"} and space.audience is not None:
        who = Button(N_("Who can read this?"), Address("rooms", "who", str(space.channel_id)))
        could = Button(N_("Who could let themselves in?"), Address("rooms", "could", str(space.channel_id)))
        text = t(UNKNOWN) if proof.is_unknown else f"{t(PROMISED)}\n{t(NOT_PROMISED)}"
        card = _card(space.name, text, (who, could), community, t)
        return replace(card, fields=(*_proof(proof, t), *card.fields))
    return None


WELCOME = N_(
    "Rooms without supervisors, mentors who know your work, and a way for what you see to reach policymakers, in words "
    "you agreed to. Got a code? *Join with my code* opens your spaces. Prefer to type? `/help` lists the commands."
)
MENTORING = N_(
    "New in the role? `/mentor request`. Glad to help somebody who is? `/mentor offer`. Each pair meets in a private "
    "thread under this channel. "
    "Only the pair, the server's owner and administrators, and whoever may manage threads can read it."
)


def _proof(proof: Proof, t: Texts) -> tuple[tuple[str, str], ...]:
    """Return who reads besides those whom the space is for: by name once accepted, and until then."""
    accepted = (t("Overseers, accepted by members"), "\n".join(proof.overseers))
    exposed = (t("Can read this, not accepted by members"), named(proof.exposed, t))
    return tuple(field for field in (accepted, exposed) if field[1])


def _card(title: str, text: str, buttons: tuple[Button, ...], community: Community, t: Texts) -> Card:
    spoken = tuple(replace(button, label=t(button.label)) for button in buttons)
    return Card(title=title, text=text, fields=((t("Child safety"), t.named(community.safety.line)),), buttons=spoken)
