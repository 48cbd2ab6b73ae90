"""The one door for errors: a refusal becomes a short private reply, the unexpected an incident id."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.cards import Card
from bot.errors import Gone, NotOnTheList, Refusal
from bot.ui.options import attached_to, check_options
from bot.ui.payloads import NotUnderstood, check_legible, language_of
from bot.ui.putting_off import answering
from bot.ui.reception import OPENS_FORM
from bot.ui.render import to_message
from config.texts import Texts

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot

log = logging.getLogger(__name__)

# discord.py raises these where the options are not those of the command, there is no such command (any more), or the
# payload has not the shape it trusts; what a command itself raises arrives as CommandInvokeError
UNREADABLE = (app_commands.AppCommandError, ValueError, LookupError, TypeError, AttributeError)


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
            opens_form = self._check(interaction)
            await self.client.reception.turn(interaction, opens_form=opens_form)
            await super()._call(interaction)
        except app_commands.CommandInvokeError as error:
            if not isinstance(error.original, Refusal):
                raise
            await answer(interaction, error.original)
        except Refusal as refused:
            await answer(interaction, refused)
        except UNREADABLE as error:
            await answer(interaction, error if _is_our_fault(interaction, error) else NotUnderstood())

    def _check(self, interaction: discord.Interaction[StaffroomBot]) -> bool:
        """Hold what arrived against what Discord promises, which discord.py trusts; raises `NotUnderstood`.

        Returns whether the command's answer is a form.
        """
        data: Any = check_legible(interaction)
        if data.get("type", 1) != discord.AppCommandType.chat_input.value:
            found = self._get_context_menu(data)
            return found is not None and OPENS_FORM in found.extras
        command, given = self._get_app_command_options(data)
        is_typing = interaction.type is discord.InteractionType.autocomplete
        check_options(command, given, is_typing=is_typing, attached=attached_to(data))
        return OPENS_FORM in command.extras


def _is_our_fault(interaction: discord.Interaction[Any], error: Exception) -> bool:
    """Say whether our own code raised: what offers choices while somebody types is not wrapped as commands are."""
    is_typing = interaction.type is discord.InteractionType.autocomplete
    return is_typing and not isinstance(error, app_commands.AppCommandError)


async def answer(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the person what happened, privately and once."""
    t = language_of(interaction)
    if isinstance(error, Refusal):
        told = NotOnTheList() if type(error) is Gone and _was_typed(interaction) else error
        await _tell(interaction, told.text(t))
        return
    incident = secrets.token_hex(4)
    command = interaction.command.qualified_name if interaction.command else "a button or form"
    log.error("incident %s in %s", incident, command, exc_info=error)
    await _tell(interaction, _unexpected(t, incident))


def _was_typed(interaction: discord.Interaction[Any]) -> bool:
    """Say whether what is gone was named in a command's option that offers choices while somebody types."""
    command = interaction.command if interaction.type is discord.InteractionType.application_command else None
    return isinstance(command, app_commands.Command) and any(each.autocomplete for each in command.parameters)


def _unexpected(t: Texts, incident: str) -> str:
    return t(
        "Something went wrong on our side, and nothing was changed. Try again in a minute; if it stays, tell a steward "
        "this number: {incident}",
        incident=incident,
    )


async def _tell(interaction: discord.Interaction[Any], text: str) -> None:
    message = to_message(Card(text=text))
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])  # nothing can be said there
            return
        async with answering(interaction):
            if not interaction.response.is_done():
                await interaction.response.send_message(**message, ephemeral=True)
                return
        await interaction.followup.send(**message, ephemeral=True)
    except discord.HTTPException as gone:
        log.warning("a reply could not be given: %s", gone.code)
