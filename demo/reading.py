"""Reading messages as people do: their words, and where their buttons lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

Child = discord.Button | discord.SelectMenu


def read_aloud(content: str, embeds: Sequence[discord.Embed]) -> str:
    """Return a message's words: its text and the words of its cards."""
    parts = [content]
    for embed in embeds:
        parts += [embed.title or "", embed.description or ""]
        parts += [f"{entry.name}\n{entry.value}" for entry in embed.fields]
        parts.append(embed.footer.text or "")
    return "\n".join(part for part in parts if part)


def controls_of(message: discord.Message) -> Iterator[Child]:
    """Yield a message's buttons and lists in their order."""
    for row in message.components:
        for child in row.children if isinstance(row, discord.ActionRow) else ():
            if isinstance(child, Child):
                yield child


def offers(message: discord.Message, beginning: str) -> bool:
    """Say whether a message has a button or list whose address begins so."""
    return any((child.custom_id or "").startswith(beginning) for child in controls_of(message))


def address_in(message: discord.Message, beginning: str) -> str:
    """Return the address of the first button or list whose address begins so; raises `LookupError`."""
    for child in controls_of(message):
        if child.custom_id is not None and child.custom_id.startswith(beginning):
            return child.custom_id
    raise LookupError(f"nothing in the message begins with {beginning}")


def is_of_people(child: Child) -> bool:
    """Say whether a list offers the server's members instead of choices of its own."""
    return child.type is discord.ComponentType.user_select
