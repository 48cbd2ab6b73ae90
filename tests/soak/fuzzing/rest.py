"""What no recorded act stands for: commands that change nothing, given by a steward, and forms. And all fields."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from discord import app_commands

from tests.kit.town import Town
from tests.soak.crashing.acts import COMMAND, Act, boxes_of
from tests.soak.fuzzing.fields import Field, fields_of
from tests.soak.fuzzing.untried import boxes_in_source, options_in, untried
from tests.soak.fuzzing.values import BOOLEAN, INTEGER, NUMBER, USER

STEWARDS = "/room overseers"  # an act of a steward, who may give every command


async def with_the_rest(acts: Mapping[str, Act], forms: Mapping[str, Act]) -> Mapping[str, Act]:
    """Return acts, one for each further command, given as a steward with what it asks for, and forms they lack."""
    base = acts[STEWARDS]
    with TemporaryDirectory() as folder:
        async with base.world.open(Path(folder)) as town:
            rest = [*_commands(town, base), *_menus(town, acts)]
            return {**{act.name: act for act in rest}, **acts, **_with_other_boxes(acts, forms)}


async def fields_by_act(acts: Mapping[str, Act]) -> list[tuple[Act, Field]]:
    """Return every field of every act, each once."""
    base, found = next(iter(acts.values())), dict[str, tuple[Act, Field]]()
    with TemporaryDirectory() as folder:
        async with base.world.open(Path(folder)) as town:
            for act in acts.values():
                for field in fields_of(act, town.bot):
                    found.setdefault(field.name, (act, field))
    return list(found.values())


async def without_a_field(acts: Mapping[str, Act], opened: Collection[str]) -> list[str]:
    """Return a line for each option or box of the product for which no field of the acts stands."""
    base, names = next(iter(acts.values())), {field.name for _, field in await fields_by_act(acts)}
    with TemporaryDirectory() as folder:
        async with base.world.open(Path(folder)) as town:
            return list(untried(names, options_in(town.bot), opened, boxes_in_source()))


def _with_other_boxes(acts: Mapping[str, Act], forms: Mapping[str, Act]) -> Mapping[str, Act]:
    known = {(name, box) for name, act in acts.items() for box in boxes_of(act.data)}
    return {name: act for name, act in forms.items() if {(act.name, box) for box in boxes_of(act.data)} - known}


def _commands(town: Town, base: Act) -> Iterator[Act]:
    for command in town.bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            words = command.qualified_name.split(" ")
            given = [_given(each, base) for each in command.parameters if each.required]
            yield replace(base, name=f"/{' '.join(words)}", kind=COMMAND, data=_data(words, given), extra=None)


def _menus(town: Town, acts: Mapping[str, Act]) -> Iterator[Act]:
    """Yield each right-click command, given on what another one of its kind was given on."""
    for menu in town.bot.tree.get_commands():
        if isinstance(menu, app_commands.ContextMenu):
            like = next(
                each for each in acts.values() if each.data.get("type") == menu.type.value and "target_id" in each.data
            )
            yield replace(like, name=menu.name, data={**like.data, "name": menu.name})


def _data(words: list[str], given: list[dict[str, Any]]) -> Mapping[str, Any]:
    options = given
    for depth, word in reversed(list(enumerate(words[1:]))):
        kind = 1 if depth == len(words) - 2 else 2
        options = [{"name": word, "type": kind, "options": options}]
    return {"id": "1", "name": words[0], "type": 1, "options": options}


def _given(parameter: app_commands.Parameter, base: Act) -> dict[str, Any]:
    """Return what the command asks for, so that what is disturbed is not all that there is."""
    value: Any = "families"
    if parameter.choices:
        value = parameter.choices[0].value
    elif parameter.type.value in {INTEGER, NUMBER}:
        value = parameter.min_value or 1
    elif parameter.type.value == USER:
        value = str(base.user_id)
    elif parameter.type.value == BOOLEAN:
        value = True
    return {"name": parameter.display_name, "type": parameter.type.value, "value": value}
