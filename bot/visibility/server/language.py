"""The language that a whole server is spoken to in: names of channels, cards for everybody, the audit log."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from config.texts import Texts, texts_for

MOST_NAMED = 10  # accounts on a card that everybody reads; whoever wants to see all of them asks /room who


def texts_on(guild: discord.Guild) -> Texts:
    """Return the texts in the language that the server's settings prefer."""
    return texts_for(str(guild.preferred_locale))


def named(accounts: Sequence[int], t: Texts) -> str:
    """Return accounts as mentions, the first few of them and how many more there are."""
    return t.some([f"<@{each}>" for each in accounts], MOST_NAMED)
