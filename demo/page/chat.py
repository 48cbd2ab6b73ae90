"""The chat as one person sees it: messages with their cards and controls, the form before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import discord

from demo.account import Account
from demo.play.hands import OpenForm
from demo.reading import Child, controls_of, is_of_people
from demo.seen import Box, CardSeen, ChoiceSeen, Control, Face, FileSeen, FormSeen, MessageSeen
from demo.stage import Stage

LOOKS = {
    discord.ButtonStyle.primary: "primary",
    discord.ButtonStyle.secondary: "secondary",
    discord.ButtonStyle.success: "success",
    discord.ButtonStyle.danger: "danger",
    discord.ButtonStyle.link: "link",
}
# What people and the app say. The simulation also tells a channel of private threads under it, which Discord does not.
SAID = {
    discord.MessageType.default,
    discord.MessageType.reply,
    discord.MessageType.chat_input_command,
    discord.MessageType.context_menu_command,
}
DRAWN = {"image/png", "image/jpeg", "image/gif", "image/webp"}
LABEL, ROW, LONG = 18, 1, 2  # Discord's numbers of a form's parts, and of a box with several lines


def said_in(stage: Stage, account_id: int, channel_id: int) -> list[discord.Message]:
    """Return what an account sees in a channel, oldest first."""
    return [message for message in stage.simulation.history(account_id, channel_id) if message.type in SAID]


def name_of(account: discord.User | discord.Member) -> str:
    """Return what an account is called here; the simulation has a name of its own for the app."""
    return "Staffroom" if account.bot else account.display_name


def messages(stage: Stage, account: Account, channel_id: int) -> list[MessageSeen]:
    """Return the same, ready to be drawn."""
    people = tuple(ChoiceSeen(actor.user.global_name or "", str(id_)) for id_, actor in stage.simulation.actors.items())
    return [_message(message, people) for message in said_in(stage, account.id, channel_id)]


def _message(message: discord.Message, people: tuple[ChoiceSeen, ...]) -> MessageSeen:
    return MessageSeen(
        id=message.id,
        face=Face(name_of(message.author), is_bot=message.author.bot),
        at=message.created_at,
        text=message.content,
        cards=tuple(_card(embed) for embed in message.embeds),
        controls=tuple(_control(child, people) for child in controls_of(message)),
        is_private=message.flags.ephemeral,
        files=tuple(map(_file, message.attachments)),
    )


def _card(embed: discord.Embed) -> CardSeen:
    fields = tuple((str(entry.name), str(entry.value)) for entry in embed.fields)
    return CardSeen(embed.title or "", embed.description or "", fields, embed.footer.text or "")


def _file(file: discord.Attachment) -> FileSeen:
    mime = (file.content_type or "").partition(";")[0]
    return FileSeen(file.id, file.filename, file.description or "", is_picture=mime in DRAWN)


def _control(child: Child, people: tuple[ChoiceSeen, ...]) -> Control:
    if isinstance(child, discord.Button):
        look = LOOKS.get(child.style, "secondary")
        return Control(child.label or "", look, child.custom_id or "", child.url or "", child.disabled)
    lines = tuple(
        ChoiceSeen(option.label, option.value, option.description or "", option.default) for option in child.options
    )
    return Control(
        label=child.placeholder or "Choose",
        look="select",
        address=child.custom_id or "",
        is_off=child.disabled,
        choices=people if is_of_people(child) else lines,
        least=child.min_values,
        most=child.max_values,
    )


def form_seen(number: int, form: OpenForm) -> FormSeen:
    """Return a form as its reader sees it."""
    spec = form.result.modal or {}
    return FormSeen(number, str(spec.get("title", "")), tuple(_boxes(spec, form.typed)), form.opener_id)


def _boxes(spec: Mapping[str, object], typed: Mapping[str, str]) -> Iterator[Box]:
    parts = spec.get("components")
    for part in parts if isinstance(parts, list) else ():
        inside = [part["component"]] if part["type"] == LABEL else part["components"] if part["type"] == ROW else []
        for box in inside:
            yield Box(
                key=box["custom_id"],
                label=part.get("label") or box.get("label") or "",
                value=typed.get(box["custom_id"], box.get("value") or ""),
                hint=box.get("placeholder") or "",
                is_long=box.get("style") == LONG,
                is_needed=box.get("required", True),
                most=box.get("max_length") or 4000,
            )
