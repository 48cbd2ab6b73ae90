"""The one door for errors: a refusal becomes a short private reply, the unexpected an incident id."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.cards import Card
from bot.errors import Refusal
from bot.ui.render import to_message
from config.texts import Texts, texts_for

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot

log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree["StaffroomBot"]):
    """The command tree whose errors leave through the door."""

    async def on_error(
        self, interaction: discord.Interaction[StaffroomBot], error: app_commands.AppCommandError
    ) -> None:
        """Answer an error that a command raised."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await answer(interaction, cause)

    async def _call(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Answer refusals, and what discord.py raises before its own error hook: payloads it cannot parse.

        What Discord delivers again, such as after a broken connection, is not called again.
        """
        if not self.client.house.memory.is_new(interaction.id):
            return
        try:
            await super()._call(interaction)
        except app_commands.CommandInvokeError as error:
            if not isinstance(error.original, Refusal):
                raise
            await answer(interaction, error.original)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            await answer(interaction, error)


async def answer(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the person what happened, privately and once."""
    t = texts_for(str(interaction.locale))
    if isinstance(error, Refusal):
        await _tell(interaction, error.text(t))
        return
    incident = secrets.token_hex(4)
    command = interaction.command.qualified_name if interaction.command else "a button or form"
    log.error("incident %s in %s", incident, command, exc_info=error)
    await _tell(interaction, _unexpected(t, incident))


def _unexpected(t: Texts, incident: str) -> str:
    return t(
        "Something went wrong on our side, and nothing was changed. Try again in a minute; if it stays, tell a steward "
        "this number: {incident}",
        incident=incident,
    )


async def _tell(interaction: discord.Interaction[Any], text: str) -> None:
    message = to_message(Card(text=text))
    try:
        if interaction.response.is_done():
            await interaction.followup.send(**message, ephemeral=True)
        else:
            await interaction.response.send_message(**message, ephemeral=True)
    except discord.HTTPException as gone:
        log.warning("a reply could not be given: %s", gone.code)
