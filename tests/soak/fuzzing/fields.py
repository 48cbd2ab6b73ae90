"""Every place where a value stands in an interaction: options, boxes of forms, choices, targets; and its frame."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from discord import app_commands
from discord.ext import commands

from tests.soak.crashing.acts import COMMAND, COMPONENT, MODAL, Act, boxes_of
from tests.soak.fuzzing.values import GARBLES, STRING, USER, options, texts

Change = Callable[[dict[str, Any], Any], None]
Kind = Literal["option", "typed", "box", "choices", "target", "frame"]
KINDS = get_args(Kind)
FRAME, TYPED = "its frame", "while it is typed"
AUTOCOMPLETE = 4


@dataclass(frozen=True)
class Field:
    """One place of an act, how hostile values for it come, and how one is put there."""

    name: str
    kind: Kind
    values: Callable[[random.Random, list[str]], Iterator[Any]]
    put: Change


def fields_of(act: Act, bot: commands.Bot | commands.AutoShardedBot) -> Iterator[Field]:
    """Yield every field of an act, the frame of its payload last."""
    if act.kind == COMMAND and act.data.get("type", 1) == 1:
        yield from _options(act, bot)
    elif act.kind == COMMAND:
        yield Field(f"{act.name} whom", "option", lambda dice, known: options(USER, dice, known), _set("target_id"))
    elif act.kind == MODAL:
        for key in boxes_of(act.data):
            yield Field(f"{act.name} {key}", "box", lambda dice, _: texts(dice), _into_box(key))
    elif "values" in act.data:
        yield Field(f"{act.name} choices", "choices", _choices, _set("values"))
    if act.kind in {COMPONENT, MODAL}:
        yield Field(f"{act.name} target", "target", lambda dice, _: _targets(act, dice), _set("custom_id"))
    yield Field(f"{act.name} {FRAME}", "frame", lambda dice, _: _garbles(dice), _garble)


def _options(act: Act, bot: commands.Bot | commands.AutoShardedBot) -> Iterator[Field]:
    found: Any = bot.tree.get_command(act.name[1:].split(" ")[0])
    for word in act.name[1:].split(" ")[1:]:
        found = found.get_command(word)
    assert isinstance(found, app_commands.Command)
    for parameter in found.parameters:
        kind = parameter.type.value

        def values(dice: random.Random, known: list[str], kind: int = kind) -> Iterator[Any]:
            return options(kind, dice, known)

        put = _into_option(parameter.display_name, kind)
        yield Field(f"{act.name} {parameter.display_name}", "option", values, put)
        if parameter.autocomplete:
            yield Field(f"{act.name} {parameter.display_name} {TYPED}", "typed", values, _as_typed(put))


def _into_option(name: str, kind: int) -> Change:
    def put(payload: dict[str, Any], value: Any) -> None:
        leaf = payload["data"]
        while any(each["type"] in (1, 2) for each in leaf.get("options", ())):
            leaf = leaf["options"][0]
        others = [each for each in leaf.get("options", ()) if each["name"] != name]
        kinds = (kind, kind, kind, STRING, USER) if isinstance(value, str) and len(value) % 7 == 0 else (kind,)
        leaf["options"] = [*others, {"name": name, "type": kinds[-1], "value": value}]

    return put


def _as_typed(put: Change) -> Change:
    def put_typed(payload: dict[str, Any], value: Any) -> None:
        put(payload, value)
        payload["type"] = AUTOCOMPLETE
        leaf = payload["data"]
        while any(each["type"] in (1, 2) for each in leaf.get("options", ())):
            leaf = leaf["options"][0]
        leaf["options"][-1]["focused"] = True

    return put_typed


def _set(key: str) -> Change:
    def put(payload: dict[str, Any], value: Any) -> None:
        payload["data"][key] = value

    return put


def _into_box(key: str) -> Change:
    def put(payload: dict[str, Any], value: Any) -> None:
        for box in _found(payload["data"], key):
            if "values" in box:
                box["values"] = [value]
            else:
                box["value"] = value

    return put


def _found(data: Mapping[str, Any], key: str) -> Iterator[dict[str, Any]]:
    for part in data.get("components", ()):
        inner = part.get("component")
        if inner is not None:
            yield from _found({"components": [inner]}, key)
        if part.get("custom_id") == key:
            yield part
        yield from _found(part, key)


def _choices(dice: random.Random, known: list[str]) -> Iterator[Any]:
    one = options(STRING, dice, known)
    while True:
        yield [next(one) for _ in range(dice.choice((0, 1, 1, 1, 2, 30)))]
        yield [dice.choice(known)]


def _targets(act: Act, dice: random.Random) -> Iterator[str]:
    feature, action, target = str(act.data["custom_id"]).split(":", maxsplit=2)
    for said in texts(dice):
        place = dice.randrange(len(target) + 1)
        yield f"{feature}:{action}:{target[:place]}{said[:40]}{target[place:]}"[:100]
        yield f"{feature}:{action}:{dice.choice(('', '0', '1', '-1', '1.2.3', '9' * 19, '9' * 60, '.', '_'))}"


def _garbles(dice: random.Random) -> Iterator[Any]:
    while True:
        yield dice.choice(list(GARBLES)), dice.randrange(1 << 30)


def _garble(payload: dict[str, Any], value: Any) -> None:
    name, seed = value
    GARBLES[name](payload, random.Random(seed))  # noqa: S311 -- the same on every run


def payload_with(field: Field, payload: Mapping[str, Any], value: Any) -> dict[str, Any]:
    """Return an interaction's payload with a value in a field."""
    changed = copy.deepcopy(dict(payload))
    field.put(changed, value)
    return changed
