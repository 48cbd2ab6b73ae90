"""Cards and forms as Discord's own messages and modals.

Views are stopped before they are sent, so discord.py keeps nothing in memory: every click arrives by its address,
after a restart just as before (`bot.ui.bot`).
"""

from __future__ import annotations

from typing import TypedDict

import discord

from bot.cards import Button, Card, Form, Input, Select

STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}
COLOUR = discord.Colour(0x2F6F6B)
BUTTONS_IN_A_ROW = 5  # Discord: an action row holds five buttons or one select
MOST_CHOSEN = 25  # Discord: a select takes 25 values
LONGEST_TEXT = 4096  # Discord: an embed's description
LONGEST_FIELD = 1024  # Discord: an embed field's value
LONGEST_CARD = 6000  # Discord: all words of an embed together; with title and text at their longest 1,648 are left
MOST_FIELDS = 25  # Discord: an embed's fields


class Sendable(TypedDict):
    """What every way of sending a message in discord.py accepts."""

    embed: discord.Embed
    view: discord.ui.View


class Editable(Sendable):
    """What an edit of a message accepts: discord.py fills in who may be mentioned for new messages only."""

    allowed_mentions: discord.AllowedMentions


def shorten(text: str, most: int) -> str:
    """Return the text, cut with an ellipsis where it is longer than Discord takes."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def to_message(card: Card) -> Sendable:
    """Return a card as an embed and a view."""
    return {"embed": _embed(card), "view": _view(card)}


def addresses(message: discord.Message) -> set[str]:
    """Return where the buttons and lists under a message lead."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    parts = [part for row in rows for part in row.children]
    return {
        part.custom_id for part in parts if isinstance(part, discord.Button | discord.SelectMenu) and part.custom_id
    }


def to_edit(card: Card) -> Editable:
    """Return a card as what replaces a message of ours; it mentions nobody either."""
    return {**to_message(card), "allowed_mentions": discord.AllowedMentions.none()}


def to_modal(form: Form) -> discord.ui.Modal:
    """Return a form as a modal that discord.py does not hold on to."""
    modal = discord.ui.Modal(title=shorten(form.title, 45), custom_id=str(form.address), timeout=None)
    for entry in form.inputs:
        modal.add_item(_labelled(entry))
    modal.stop()
    return modal


def _embed(card: Card) -> discord.Embed:
    embed = discord.Embed(
        title=shorten(card.title, 256) or None,
        description=shorten(card.text, LONGEST_TEXT) or None,
        colour=COLOUR,
    )
    if card.footer:
        embed.set_footer(text=shorten(card.footer, LONGEST_CARD - len(embed)))
    for name, value in card.fields[:MOST_FIELDS]:
        called = shorten(name, 256)
        room = min(LONGEST_FIELD, LONGEST_CARD - len(embed) - len(called))
        if room < 1:
            break
        embed.add_field(name=called, value=shorten(value, room), inline=False)
    return embed


def _view(card: Card) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for row, select in enumerate(card.selects):
        view.add_item(_select(select, row))
    for number, button in enumerate(card.buttons):
        view.add_item(_button(button, len(card.selects) + number // BUTTONS_IN_A_ROW))
    view.stop()
    return view


def _button(button: Button, row: int) -> discord.ui.Button[discord.ui.View]:
    return discord.ui.Button(
        label=shorten(button.label, 80), style=STYLES[button.look], custom_id=str(button.address), row=row
    )


def _select(select: Select, row: int) -> discord.ui.Item[discord.ui.View]:
    if select.accounts is not None:
        return _people(select, select.accounts[:MOST_CHOSEN], row)
    options = [
        discord.SelectOption(
            label=shorten(choice.label, 100),
            value=choice.value,
            description=shorten(choice.description, 100) or None,
            default=choice.chosen,
        )
        for choice in select.choices
    ]
    return discord.ui.Select(
        custom_id=str(select.address),
        placeholder=shorten(select.placeholder, 150),
        min_values=select.least,
        max_values=min(select.most, len(options)),
        options=options,
        row=row,
    )


def _people(select: Select, accounts: tuple[int, ...], row: int) -> discord.ui.UserSelect[discord.ui.View]:
    return discord.ui.UserSelect(
        custom_id=str(select.address),
        placeholder=shorten(select.placeholder, 150),
        min_values=select.least,
        max_values=min(select.most, MOST_CHOSEN),
        default_values=[discord.SelectDefaultValue.from_user(discord.Object(account)) for account in accounts],
        row=row,
    )


def _labelled(entry: Input) -> discord.ui.Label[discord.ui.Modal]:
    box: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id=entry.key,
        style=discord.TextStyle.paragraph if entry.long else discord.TextStyle.short,
        required=entry.required,
        max_length=min(entry.most, 4000),  # Discord: a text input holds 4,000 characters
        default=entry.value or None,
        placeholder=shorten(entry.hint, 100) or None,
    )
    return discord.ui.Label(text=shorten(entry.label, 45), component=box)
