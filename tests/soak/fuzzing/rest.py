"""The commands of which no act was recorded, because they change nothing: a steward gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from discord import app_commands

from tests.kit.town import Town
from tests.soak.crashing.acts import COMMAND, Act

STEWARDS = "/room overseers"  # an act of a steward, who may give every command


async def with_the_rest(acts: Mapping[str, Act]) -> Mapping[str, Act]:
    """Return acts and one for each further command, given as a steward with no options yet."""
    base = acts[STEWARDS]
    with TemporaryDirectory() as folder:
        async with base.world.open(Path(folder)) as town:
            return {**{act.name: act for act in _commands(town, base)}, **acts}


def _commands(town: Town, base: Act) -> Iterator[Act]:
    for command in town.bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            words = command.qualified_name.split(" ")
            yield replace(base, name=f"/{' '.join(words)}", kind=COMMAND, data=_data(words), extra=None)


def _data(words: list[str]) -> Mapping[str, Any]:
    options: list[dict[str, Any]] = []
    for depth, word in reversed(list(enumerate(words[1:]))):
        kind = 1 if depth == len(words) - 2 else 2
        options = [{"name": word, "type": kind, "options": options}]
    return {"id": "1", "name": words[0], "type": 1, "options": options}
