"""What is said about rooms that members open: forms, cards, lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.cards import Address, Button, Card, Form, Input
from bot.people.model import Person
from bot.visibility.admission.rooms import Room, RoomKind
from bot.visibility.admission.spaces import AUDIENCE_NAMES, Kind, Space
from cogs.rooms.opened.proposal import LONGEST_NAME, LONGEST_PURPOSE
from config.community import Community
from config.texts import N_, Texts

MOST_NAMED = 20  # names in one field
KIND_WORDS: Mapping[RoomKind, str] = {
    "open": N_("open to everybody of its audience"),
    "joined": N_("for whoever joins it"),
    "small": N_("small, its members by name"),
}
KINDS: Mapping[Kind, str] = {
    "room": N_("a room without supervisors"),
    "forum": N_("a forum"),
    "mentoring": N_("mentors and newcomers"),
    "voice": N_("to talk"),
    "lobby": N_("where everybody starts"),
    "stewards": N_("for stewards"),
    "digest": N_("what you said, what they did"),
}


def words_form(room_id: int, t: Texts) -> Form:
    """Return the form that asks for a room's name and purpose."""
    name = Input("name", t("Name"), most=LONGEST_NAME, hint=t("For example: family evenings"))
    purpose = Input("purpose", t("What is it for?"), long=True, most=LONGEST_PURPOSE)
    return Form(t("Open a room"), Address("rooms", "ask", str(room_id)), (name, purpose))


def asked_card(t: Texts) -> Card:
    """Return what whoever asked for a room is told."""
    text = t("Your room is being made; it appears in your list of channels in a moment. /room list shows it too.")
    return Card(title=t("Your room is on its way"), text=text)


def first_card(room: Room, community: Community, t: Texts) -> Card:
    """Return the first card in a room: what it is for and for whom."""
    topic = community.topic(room.topic) if room.topic else None
    facts = [f"{t(AUDIENCE_NAMES[room.audience])}, {t(KIND_WORDS[room.kind])}"]
    if room.sites is not None:
        facts.append(t.many("{count} site", "{count} sites", len(room.sites)))
    if topic is not None:
        facts.append(t.named(topic.label))
    leave = (Button(t("Leave this room"), Address("rooms", "leave", str(room.id))),) if room.kind != "open" else ()
    fields = ((t("Who it is for"), " · ".join(facts)),)
    return Card(title=room.name, text=room.purpose, fields=fields, footer=t.named(community.safety.line), buttons=leave)


def topic_line(room: Room, community: Community, t: Texts) -> str:
    """Return what stands above a room's messages; Discord takes 1,024 characters."""
    promise = t("Nobody's supervisor is in this room. See who can read it with /room who.")
    return f"{room.purpose} {promise} {t.named(community.safety.line)}"[:1024]


def closed_card(t: Texts) -> Card:
    """Return what a room's members read when it is closed."""
    text = t("This room is closed. What was said stays readable here; nobody writes in it any more.")
    return Card(title=t("Closed"), text=text)


def failed_card(room: Room, why: str, t: Texts) -> Card:
    """Return what whoever asked for a room is told where it cannot be made."""
    return Card(title=t("{name} could not be opened", name=room.name), text=why)


def joined_text(room: Room, t: Texts) -> str:
    """Return what somebody who has joined is told."""
    return t("You're in <#{channel}>. It shows in your list of channels in a moment.", channel=room.channel_id)


def invitation_card(room: Room, inviter: str, inside: Sequence[str], t: Texts) -> Card:
    """Return what somebody is told who is invited: by whom, what for, who is in, and that it is for them to say."""
    text = t("You join only if you say so. A no is told to nobody, and you find the room in /room list later too.")
    fields = ((t("What it is for"), room.purpose or room.name), (t("Who is in it now"), t.some(inside, MOST_NAMED)))
    buttons = (
        Button(t("Join"), Address("rooms", "join", str(room.id)), "success"),
        Button(t("No, thanks"), Address("rooms", "decline", str(room.id))),
    )
    title = t("{name} invites you to {room}", name=inviter, room=room.name)
    return Card(title=title, text=text, fields=fields, buttons=buttons)


def invited_text(person: Person, t: Texts) -> str:
    """Return what the inviter is told."""
    return t("{name} has been asked. They join when they say yes.", name=person.name)


def declined_card(t: Texts) -> Card:
    """Return what somebody reads who declined."""
    return Card(text=t("That's fine. Nobody is told, and you won't be asked about this room again."))


def left_text(room: Room, t: Texts) -> str:
    """Return what somebody who has left is told."""
    return t("You've left {name}. You can join again with /room list.", name=room.name)


def closing_text(room: Room, t: Texts) -> str:
    """Return what whoever closed a room is told."""
    return t("{name} is closed: everybody who could read it still can, and nobody writes in it.", name=room.name)


def room_lines(rooms: tuple[Room, ...]) -> str:
    """Return rooms a line each: the channel and what it is for."""
    return "\n".join(f"**{room.name}**: {room.purpose}" for room in rooms)


def join_buttons(rooms: tuple[Room, ...], t: Texts) -> tuple[Button, ...]:
    """Return a button for each room that somebody may join."""
    return tuple(
        Button(t("Join {name}", name=room.name), Address("rooms", "join", str(room.id)), "success") for room in rooms
    )


def list_card(spaces: Sequence[Space], closed: Sequence[str], t: Texts) -> Card:
    """Return the spaces that are open to somebody, and why others are not."""
    lines = [f"<#{space.channel_id}>: {t(KINDS[space.kind])}" for space in spaces if space.kind in KINDS]
    fields = ((t("Closed to you"), "\n".join(closed)),) if closed else ()
    if closed:
        empty = t("No space is open to you yet, for the reasons below. If one is out of date, /help says whom to ask.")
    else:
        empty = t("There are no spaces yet. As soon as a steward has built them, those that are for you appear here.")
    return Card(title=t("Your spaces"), text="\n".join(lines) or empty, fields=fields)
