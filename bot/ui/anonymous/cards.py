"""What is said before somebody writes without their name, and the form for the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.anonymity.words import LONGEST
from bot.cards import Address, Button, Card, Form, Input
from bot.ui.anonymous.aims import Aim
from bot.ui.anonymous.gate import Readership
from config.texts import Texts


def before_card(aim: Aim, readers: Readership, t: Texts) -> Card:
    """Return what somebody reads before they write words for a room or a conversation."""
    later, now = (Address("anonymous", "write", str(replace(aim, at_once=at_once))) for at_once in (False, True))
    title = t("Post without your name") if aim.at == "room" else t("Answer without your name")
    return unnamed_card(title, readers, later, now, t)


def unnamed_card(
    title: str, readers: Readership, later: Address, now: Address, t: Texts, *more: tuple[str, str]
) -> Card:
    """Return who reads what is posted in a room, and what anonymity cannot do; two buttons go on, later or at once."""
    where = f"<#{readers.channel_id}>"
    text = t(
        "Your words appear in {where} under a made-up name, which you keep in this one conversation and nowhere else. "
        "Your name is stored in no table and no log. {people} people can read {where}, {members} of them members; "
        "`/room who` lists them.",
        where=where,
        people=readers.people,
        members=readers.members,
    )
    buttons = (
        Button(t("Write it (goes out within five minutes)"), later, "primary"),
        Button(t("Write it, post at once"), now),
    )
    return Card(title=title, text=text, fields=(*_unexpected(readers, t), *more, _limits(readers, t)), buttons=buttons)


def _unexpected(readers: Readership, t: Texts) -> Sequence[tuple[str, str]]:
    if not readers.exposed:
        return ()
    return (
        (t("Somebody unexpected can read this room now"), ", ".join(f"<@{each}>" for each in readers.exposed[:10])),
    )


def _limits(readers: Readership, t: Texts) -> tuple[str, str]:
    reads = t("{owner}, who owns this server, reads every channel here.", owner=readers.owner)
    if readers.administrators:
        reads += " " + t.many("So does one other.", "So do {count} others.", readers.administrators)
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
    return t("What this can't do"), "\n".join(f"• {line}" for line in lines)


def words_form(aim: Aim, t: Texts, words: str = "") -> Form:
    """Return the form for the words; its title and label repeat what matters most."""
    box = Input(
        "text",
        t("Owner and admins can read this"),
        long=True,
        most=LONGEST,
        value=words[:LONGEST],
        hint=t("Leave out names, places and details that only you know."),
    )
    title = t("Details can give you away")
    return Form(title, Address("anonymous", "post", str(aim)), (box,))
