"""What can be typed or right-clicked on Discord, as Discord is told: each command, its options, and who may use it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import discord
from discord import app_commands

from bot.run.app import open_app
from bot.run.features import cog_names
from bot.ui.bot import StaffroomBot
from cogs.help.rules import LINES, Line, Reader
from config.settings import Settings

KINDS = (discord.AppCommandType.chat_input, discord.AppCommandType.message, discord.AppCommandType.user)
WHO: dict[Reader, str] = {
    "anyone": "everybody",
    "unlinked": "everybody with a code",
    "member": "members",
    "principals": "who reads the principals' forum",
    "steward": "stewards",
    "owner": "the server's owner, stewards",
}
Leaf = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu


async def leaves() -> list[Leaf]:
    """Return every command of a house without a network, opened for this and closed again."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        settings = Settings(_env_file=None, data_dir=place / "data", keys_dir=place / "keys", web_port=0)
        async with open_app(settings, pulse=False) as house:
            bot = house.client
            assert isinstance(bot, StaffroomBot)  # noqa: S101 -- open_app puts it there
            for feature in cog_names():
                await importlib.import_module(feature).setup(bot)
            found = [command for kind in KINDS for command in bot.tree.walk_commands(type=kind)]
    return [command for command in found if not isinstance(command, app_commands.Group)]


def section(commands: Sequence[Leaf]) -> Iterator[str]:
    """Yield the lines of the page: one table for each first word, then what a right-click offers."""
    about = {line.command: line for line in LINES}
    typed = [command for command in commands if not isinstance(command, app_commands.ContextMenu)]
    for name, group in groupby(sorted(typed, key=_name), key=lambda command: _name(command).split()[0]):
        yield from ["", f"### /{name}", "", "| command | what it does | who |", "|---|---|---|"]
        yield from (_row(command, about[_name(command)]) for command in group)
    yield from ["", "### Right-click on a message", "", "On a phone, hold the message and look under *Apps*.", ""]
    yield from ["| command | what it does | who |", "|---|---|---|"]
    menus = [command for command in commands if isinstance(command, app_commands.ContextMenu)]
    for menu in sorted(menus, key=_name):
        line = about[_name(menu)]
        yield f"| *{menu.name}* | {line.says} | {WHO[line.reader]} |"


def _name(command: Leaf) -> str:
    return command.qualified_name


def _row(command: app_commands.Command[Any, ..., Any], line: Line) -> str:
    written = [f"`/{command.qualified_name}`", *(_written(option) for option in command.parameters)]
    told = [f"{str(command.description).rstrip('.')}.", *(_told(option) for option in command.parameters)]
    return f"| {' '.join(written)} | {'<br>'.join(told)} | {WHO[line.reader]} |".replace("\n", " ")


def _written(option: app_commands.Parameter) -> str:
    return f"`{option.display_name}`" if option.required else f"[`{option.display_name}`]"


def _told(option: app_commands.Parameter) -> str:
    return f"`{option.display_name}`: {option.description}"
