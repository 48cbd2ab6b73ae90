"""Giving people back the words that could not be taken: whoever typed for ten minutes on a phone must not type again.

The words stand in the private reply itself, or in a file beside it, and nowhere else: the button under it reads them
from there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from io import BytesIO

import discord

from bot.cards import Address, Button, Card
from bot.errors import Refusal
from bot.ui.visit import Visit
from config.texts import Texts

BETWEEN = "\n\n· · ·\n\n"  # two answers of one form
LONGEST_SHOWN = 4000  # Discord: an embed's text holds 4,096; longer words come back as a file


@asynccontextmanager
async def giving_back(visit: Visit, typed: str, again: Address) -> AsyncIterator[None]:
    """Answer a refusal inside the block with the words themselves; what is unexpected goes on to the door."""
    try:
        yield
    except Refusal as refused:
        await _give_back(visit, typed, refused.text(visit.t), again)
    except Exception:
        await _give_back(visit, typed, visit.t("Something went wrong on our side, and nothing was changed."), again)
        raise


async def returned_words(visit: Visit) -> str:
    """Return the words that came back in the message whose button was pressed."""
    message = visit.interaction.message
    if message is not None and message.attachments:
        return (await visit.soon(message.attachments[0].read())).decode(errors="replace")
    return (message.embeds[0].description or "") if message is not None and message.embeds else ""


@asynccontextmanager
async def giving_back_all(visit: Visit, keys: Sequence[str], again: Address) -> AsyncIterator[None]:
    """Do the same for a form of several boxes: they come back as one text, in the order of their keys."""
    async with giving_back(visit, BETWEEN.join(visit.answers.get(key, "") for key in keys), again):
        yield


async def returned_answers(visit: Visit, keys: Sequence[str]) -> Mapping[str, str]:
    """Return the answers that came back so, by key."""
    parts = [part.strip() for part in (await returned_words(visit)).split(BETWEEN.strip())]
    return dict(zip(keys, parts, strict=False))


async def _give_back(visit: Visit, typed: str, why: str, again: Address) -> None:
    files = [discord.File(BytesIO(typed.encode()), "my-words.txt")] if len(typed) > LONGEST_SHOWN else []
    await visit.reply(_card(typed, why, again, visit.t), files=files)


def _card(typed: str, why: str, again: Address, t: Texts) -> Card:
    shown = typed if len(typed) <= LONGEST_SHOWN else t("Your words are in the file below. Only you see it.")
    if not typed.strip():
        return Card(title=t("It didn't go through"), fields=((t("Why"), why),))
    return Card(
        title=t("It didn't go through"),
        text=shown,
        fields=((t("Why"), why),),
        footer=t("Only you see this, and your words are stored nowhere else. Copy them to be safe."),
        buttons=(Button(t("Try again with these words"), again, "primary"),),
    )
