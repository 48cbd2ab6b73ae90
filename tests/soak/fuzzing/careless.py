"""The control: a bot as discord.py alone makes one, on which every way of looking must find something."""

from __future__ import annotations

import logging
import pickle
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from simcord import Env
from simcord.builders import GuildHandle

from tests.kit.town import SETTLE_SECONDS, Incidents, PatientEnv
from tests.soak.crashing.acts import COMMAND, Act, World
from tests.soak.fuzzing.attack import Attack, known_ids
from tests.soak.fuzzing.fields import fields_of
from tests.soak.fuzzing.values import STRING, some

CARELESS = "control, a bot of discord.py alone"
MUST_BE_SEEN = ("raised before any hook", "incident", "no answer", "mentions are allowed", "says")


@app_commands.command()
async def repeat(interaction: discord.Interaction, words: str) -> None:
    """Say again what somebody said, mentions and all."""
    await interaction.response.send_message(f"{interaction.user.display_name}: {words}")


@app_commands.command()
async def count(interaction: discord.Interaction, words: str) -> None:
    """Trust that what was typed is a number: whoever typed another thing is never answered."""
    await interaction.response.send_message(f"{int(words) + 1}")


@app_commands.command()
async def explain(interaction: discord.Interaction, words: str) -> None:
    """Tell a member what only the host should read."""
    try:
        await interaction.response.send_message(f"{int(words) + 1}")
    except ValueError as error:
        await interaction.response.send_message(f"It didn't work: {error!r}")


COMMANDS: tuple[app_commands.Command[Any, ..., None], ...] = (repeat, count, explain)


@dataclass
class Stage:
    """A bot of discord.py alone on the Discord of an act."""

    env: Env
    guild: GuildHandle
    incidents: Incidents


async def control(act: Act, each: int, seed: int) -> Counter[str]:
    """Send hostile values to each field of each careless command; return how often which kind of thing was found."""
    found: list[str] = []
    async with _open(act.world) as (bot, stage):
        for command in COMMANDS:
            data = {"id": "1", "name": command.name, "type": 1, "options": [{"name": "words", "type": STRING}]}
            given = replace(act, name=f"/{command.name}", kind=COMMAND, data=data, extra=None)
            for field in fields_of(given, bot):
                attack = Attack(stage, found)
                for value in some(field.values(Random(f"{field.name} {seed}"), known_ids(stage)), each):  # noqa: S311 -- the same on every run
                    await attack.send(given, field, value)
    return Counter(kind for line in found for kind in MUST_BE_SEEN if f": {kind}" in line)


def unseen(seen: Mapping[str, int]) -> list[str]:
    """Return what the control did and nobody saw: whoever finds nothing there would find nothing anywhere."""
    return [kind for kind in MUST_BE_SEEN if not seen.get(kind)]


@asynccontextmanager
async def _open(world: World) -> AsyncIterator[tuple[commands.Bot, Stage]]:
    bot, incidents = commands.Bot(commands.when_mentioned, intents=discord.Intents.default()), Incidents()
    for command in COMMANDS:
        bot.tree.add_command(command)
    env = PatientEnv(bot, settle_timeout=SETTLE_SECONDS, check_errors=False)
    env.backend = pickle.loads(world.server)  # noqa: S301 -- written by our own recorder
    env.backend.advance_clock((world.at - env.now()).total_seconds())
    logging.getLogger().addHandler(incidents)
    try:
        await env.start()
        yield bot, Stage(env, GuildHandle(env, next(iter(env.backend.guilds.values()))), incidents)
    finally:
        await env.shutdown()
        logging.getLogger().removeHandler(incidents)
