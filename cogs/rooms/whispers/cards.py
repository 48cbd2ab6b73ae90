"""What is said before somebody writes without their name, and how their words come back where they can't be posted."""

from __future__ import annotations

from dataclasses import replace

from bot.anonymity.words import LONGEST
from bot.cards import Address, Button, Card, Form, Input
from cogs.rooms.whispers.aims import Aim
from cogs.rooms.whispers.gate import Room
from config.texts import Texts

LONGEST_SHOWN = 4000  # Discord: an embed's text holds 4,096; longer words come back as a file


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


def given_back(aim: Aim, words: str, why: str, t: Texts) -> Card:
    """Return somebody's words with why they weren't posted. The button puts them back into the form."""
    again = Button(t("Try again with these words"), Address("rooms", "whisper_again", str(aim)), "primary")
    nothing = not words.strip()
    return Card(
        title=t("It wasn't posted"),
        text=words if len(words) <= LONGEST_SHOWN else t("Your words are in the file below. Only you see it."),
        fields=((t("Why"), why),),
        footer="" if nothing else t("Only you see this, and your words are stored nowhere else. Copy them to be safe."),
        buttons=() if nothing else (again,),
    )
