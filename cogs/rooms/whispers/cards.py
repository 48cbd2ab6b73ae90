"""What is said before somebody writes without their name, and the form for the words."""

from __future__ import annotations

from dataclasses import replace

from bot.anonymity.words import LONGEST
from bot.cards import Address, Button, Card, Form, Input
from cogs.rooms.whispers.aims import Aim
from cogs.rooms.whispers.gate import Room
from config.texts import Texts


def before_card(aim: Aim, room: Room, t: Texts) -> Card:
    """Return what somebody reads before they write: who reads it, and what anonymity cannot do."""
    where = f"<#{room.channel_id}>"
    text = t(
        "Your words appear in {where} under a made-up name, which you keep in this one conversation and nowhere else. "
        "Your name is stored in no table and no log. {people} people can read {where}, {members} of them members; "
        "`/room who` lists them.",
        where=where,
        people=room.people,
        members=room.members,
    )
    fields = [(t("What this can't do"), _limits(room, t))]
    if room.exposed:
        who = ", ".join(f"<@{each}>" for each in room.exposed[:10])
        fields.insert(0, (t("Somebody unexpected can read this room now"), who))
    later, now = replace(aim, at_once=False), replace(aim, at_once=True)
    buttons = (
        Button(t("Write it (goes out within five minutes)"), Address("rooms", "whisper_write", str(later)), "primary"),
        Button(t("Write it, post at once"), Address("rooms", "whisper_write", str(now))),
    )
    title = t("Post without your name") if aim.at == "room" else t("Answer without your name")
    return Card(title=title, text=text, fields=tuple(fields), buttons=buttons)


def _limits(room: Room, t: Texts) -> str:
    reads = t("{owner}, who owns this server, reads every channel here.", owner=room.owner)
    if room.administrators:
        reads += " " + t.many("So does one other.", "So do {count} others.", room.administrators)
    lines = [
        t("Your way of writing, or something only you know, can give you away."),
        reads,
        t("Discord knows who pressed the button. What staff write can be a public record."),
        t(
            "Whoever runs this bot could find out who wrote, until the conversation's key is destroyed: when it ends, "
            "14 days from now at the latest."
        ),
        t("Posting at once makes it easier to guess from who was active just then."),
    ]
    return "\n".join(f"• {line}" for line in lines)


def words_form(aim: Aim, t: Texts, words: str = "") -> Form:
    """Return the form for the words; its title and label repeat what matters most."""
    box = Input(
        "text",
        t("The server's owner and admins read this"),
        long=True,
        most=LONGEST,
        value=words[:LONGEST],
        hint=t("Leave out names, places and details that only you know."),
    )
    title = t("Style and details can give you away")
    return Form(title, Address("rooms", "whisper_post", str(aim)), (box,))
