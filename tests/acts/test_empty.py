"""In a network where nothing has happened yet, whatever somebody asks for, the answer names a next step.

Every slash command is played that can be given with nothing but what Discord makes one choose: found in the tree, not
in a list. What asks for words gets a word that nothing fits.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from simcord.actors import MemberActor
from typer.testing import CliRunner

from bot.run.reference.by_host import host_commands
from tests.acts.measuring import whole_cli
from tests.kit.town import Town
from tests.kit.ways_on import names_a_way_on

LEFT_OUT = {"digest build": "groups texts in a process that takes seconds to start; its answer is tests/cogs/digest's"}
DAY = {"until": "2026-03-24", "when": "2026-03-24 15:30"}


def plain(given: app_commands.Parameter, somebody: MemberActor) -> Any:
    """What somebody would give who knows nothing of the network yet."""
    if given.choices:
        return given.choices[0].value
    if given.type is discord.AppCommandOptionType.string:
        return DAY.get(given.name, "zebra")
    return True if given.type is discord.AppCommandOptionType.boolean else somebody


def said(result: Any) -> tuple[str, int]:
    """The words of an answer, and how many buttons and lists stand below it."""
    words, controls = [], int(result.modal is not None)
    for message in (each for each in (result.response, *result.followups) if each is not None):
        words.append(message.content or "")
        for embed in message.embeds:
            fields = [part for field in embed.fields for part in (field.name, field.value)]
            words += [embed.description or "", *(part or "" for part in fields)]
        controls += sum(len(row["components"]) for row in message.components or ())
    return "\n".join(words), controls


async def test_every_list_of_the_host_says_how_it_fills(tmp_path: Path) -> None:
    env = {"STAFFROOM_DATA_DIR": str(tmp_path / "data"), "STAFFROOM_KEYS_DIR": str(tmp_path / "keys")}
    lists = [name for name in host_commands() if name.endswith(" list")]
    assert len(lists) >= 3
    for name in lists:
        result = await asyncio.to_thread(CliRunner().invoke, whole_cli(), name.split()[1:], env=env)
        assert result.exit_code == 0, result.output
        assert names_a_way_on(result.output), f"{name}: {result.output}"


async def test_every_answer_in_an_empty_network_names_a_next_step(town: Town) -> None:
    steward = await town.join("Sue Ode", "programme manager", None, steward=True)
    coordinator = await town.join("Ana Ruiz")
    silent, played = {}, 0
    # the steward lets the coordinator read the forum on the way, so that her turn shows what is in there
    for who, other in ((steward, coordinator), (coordinator, steward)):
        for command in town.bot.tree.walk_commands():
            if not isinstance(command, app_commands.Command) or command.qualified_name in LEFT_OUT:
                continue
            given = {each.name: plain(each, other) for each in command.parameters if each.required}
            words, controls = said(await who.slash(town.channel("lobby"), command.qualified_name, **given))
            played += 1
            if not (controls or names_a_way_on(words)):
                silent[f"{town.person(who).name}: /{command.qualified_name}"] = words
    assert played > 120
    assert silent == {}
