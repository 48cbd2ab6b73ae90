"""The language that a whole server is spoken to in: names of channels, cards for everybody, the audit log."""

from __future__ import annotations

import discord

from config.texts import Texts, texts_for


def texts_on(guild: discord.Guild) -> Texts:
    """Return the texts in the language that the server's settings prefer."""
    return texts_for(str(guild.preferred_locale))
