"""Every command says what it does, and every button leads somewhere."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.cards import Address
from bot.run import features
from bot.run.app import open_app
from bot.ui.bot import StaffroomBot
from config.settings import Settings
from tests.kit.founding import lay_tables
from tests.meta.source import modules, tree


@pytest.fixture
async def bot(tmp_path: Path, sqlite_template: Path) -> Any:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", keys_dir=tmp_path / "keys", web_port=0)
    lay_tables(settings, sqlite_template)
    async with open_app(settings, pulse=False) as house:
        assert isinstance(house.client, StaffroomBot)
        for feature in house.client._features:
            await importlib.import_module(feature).setup(house.client)
        yield house.client


def _leaves(bot: StaffroomBot) -> Iterator[app_commands.Command[Any, ..., Any]]:
    for command in bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command


async def test_every_command_and_option_is_described(bot: StaffroomBot) -> None:
    for command in bot.tree.walk_commands():
        assert command.description not in {"", "…"}, command.qualified_name
        assert len(command.description) <= 100
    for command in _leaves(bot):
        for option in command.parameters:
            assert option.description not in {"", "…"}, f"/{command.qualified_name} {option.name}"


async def test_commands_stay_within_discords_limits(bot: StaffroomBot) -> None:
    top = bot.tree.get_commands()
    assert len([command for command in top if not isinstance(command, app_commands.ContextMenu)]) <= 100
    assert len([command for command in top if isinstance(command, app_commands.ContextMenu)]) <= 15
    for command in _leaves(bot):
        assert len(command.parameters) <= 25


def test_every_sweep_has_a_name_of_its_own() -> None:
    names = [sweep.name for sweep in features.sweeps()]
    assert len(names) > 5
    assert sorted(names) == sorted(set(names))


async def test_the_bot_listens_to_no_messages(bot: StaffroomBot) -> None:
    assert bot.intents == discord.Intents(guilds=True, members=True, guild_scheduled_events=True)


def _addresses() -> Iterator[tuple[str, str, str]]:
    for path in modules("cogs", "archive", "bot"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Address" and len(node.args) >= 2:
                feature, action = node.args[:2]
                if isinstance(feature, ast.Constant) and isinstance(action, ast.Constant):
                    yield f"{path}:{node.lineno}", str(feature.value), str(action.value)


async def test_every_button_leads_to_an_action_that_is_there_after_a_restart(bot: StaffroomBot) -> None:
    found = list(_addresses())
    assert found
    for place, feature, action in found:
        assert bot.find_action(Address(feature, action)) is not None, f"{place}: {feature}:{action} leads nowhere"
