"""What Discord shows of commands before one is given, in the member's language: descriptions, options, choices."""

from __future__ import annotations

from functools import cache

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from config.texts import SOURCE_LANGUAGE, Texts, texts_for

# Commands are told in sentences, such as /room who: a name is the same word for everybody.
NAMES = frozenset({Location.command_name, Location.group_name, Location.parameter_name})


class CommandTexts(app_commands.Translator):
    """Gives Discord the catalogue's words for each language it may show a command in.

    Names of slash commands and options are never translated; the name of a right-click command is, nobody types it.
    """

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the text in a language of ours other than English, None where Discord shows the English one."""
        if context.location in NAMES and not isinstance(context.data, app_commands.ContextMenu):
            return None
        t = _texts_of(locale)
        if t is None:
            return None
        said = t.named(string.message)
        return said if said != string.message else None


@cache
def _texts_of(locale: discord.Locale) -> Texts | None:
    """Return a language's texts, None where they are the English ones: asked for every word in all of Discord's."""
    t = texts_for(locale.value)
    return None if t.language == SOURCE_LANGUAGE else t
