"""What decides who may read or what leaves, before and after an act; and the log beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer
from discord import app_commands
from simcord.actors import MemberActor
from sqlalchemy import select
from typer.testing import CliRunner

from bot.database.schema import metadata
from bot.database.schema.networks import networks
from bot.people.stewards import StewardStore
from bot.run import features
from bot.run.cli import cli
from tests.kit.town import Town

DECIDING = (
    "people",
    "supervisions",
    "stewards",
    "codes",
    "spaces",
    "installations",
    "rooms",
    "room_members",
    "overseers",
    "flags",
    "contributions",
    "editions",
    "surveys",
    "recipients",
    "recipient_links",
    "responses",
    "anonymous_posts",
    "anonymous_mutes",
    "anonymous_reports",
)


def whole_cli() -> typer.Typer:
    """The command line with every feature's commands."""
    whole = typer.Typer()
    whole.registered_commands = list(cli.registered_commands)
    whole.registered_groups = list(cli.registered_groups)
    features.register_commands(whole)
    return whole


def all_there_is(town: Town) -> frozenset[str]:
    """Return the names of every command, button, select, form and right-click command there is, and the host's."""
    bot = town.bot
    spoken = {f"/{each.qualified_name}" for each in bot.tree.walk_commands() if isinstance(each, app_commands.Command)}
    clicked = {each.name for each in bot.tree.get_commands() if isinstance(each, app_commands.ContextMenu)}
    pressed = {f"{name}:{action}" for name, actions in bot._actions.items() for action in actions.names}
    return frozenset({*spoken, *clicked, *pressed, *_of_the_host(typer.main.get_command(whole_cli()))})


def _of_the_host(command: Any, path: str = "staffroom") -> Iterator[str]:
    if not hasattr(command, "commands"):
        yield path
        return
    for name, inner in command.commands.items():
        yield from _of_the_host(inner, f"{path} {name}")


@dataclass
class Scene:
    """A town, and what the act that was measured has changed there."""

    town: Town
    steward: MemberActor
    folder: Path
    changed: set[str] = field(default_factory=set)
    acts: list[str] = field(default_factory=list)
    said: str = ""

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[None]:
        """Measure what the block changes in the tables that decide, and what it adds to the log."""
        await self.town.settle()
        before, logged = await self.deciding(), await self._logged()
        yield
        after = await self.deciding()
        await self.town.settle()
        self.changed = {name for name in after if after[name] != before[name]}
        self.acts = (await self._logged())[len(logged) :]

    async def host(self, *arguments: str | Path) -> None:
        """Give a command on the host's command line, in the town's own folders."""
        kept = self.town.house.settings
        env = {
            "STAFFROOM_DATA_DIR": str(kept.data_dir),
            "STAFFROOM_KEYS_DIR": str(kept.keys_dir),
            "STAFFROOM_SMTP_URL": kept.smtp_url.get_secret_value() if kept.smtp_url else "",
            "STAFFROOM_MAIL_FROM": kept.mail_from or "",
            "STAFFROOM_REPLY_TO": kept.reply_to or "",
        }
        given = [str(each) for each in arguments]
        result = await asyncio.to_thread(CliRunner().invoke, whole_cli(), given, env=env)
        assert result.exit_code == 0, result.output
        self.said = result.output

    async def deciding(self) -> Mapping[str, Any]:
        """Return every row of the tables that decide, and the network's own."""
        tables = [metadata.tables[name] for name in DECIDING]
        async with self.town.network.read() as tx:
            found: dict[str, Any] = {
                table.name: sorted(repr(tuple(row)) for row in await tx.rows(select(table).where(tx.mine(table))))
                for table in tables
            }
            own = select(networks.c.guild_id, networks.c.community).where(networks.c.id == tx.network_id)
            found["networks"] = repr(tuple(await tx.row(own) or ()))
        return found

    async def _logged(self) -> list[str]:
        async with self.town.network.read() as tx:
            return [each.act for each in reversed(await StewardStore(tx).latest(10_000))]
