"""Slash commands as Discord's picker offers them: their names, their options, and reading what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

FILE = 11  # Discord's number for an attachment
INSIDE = {1, 2}  # Discord's numbers of a subcommand and a group of them
Kind = Literal["text", "whole", "yes_no", "person", "number"]
KINDS: Mapping[int, Kind] = {3: "text", 4: "whole", 5: "yes_no", 6: "person", 10: "number"}  # Discord's numbers


@dataclass
class Unfit(Exception):
    """What was typed into an option is nothing that it takes."""

    option: str

    def __str__(self) -> str:
        return f"“{self.option}” needs something else, so nothing was sent."


@dataclass(frozen=True)
class Option:
    """One box of a command."""

    name: str
    about: str
    kind: Kind
    is_needed: bool = False
    completes: bool = False
    choices: tuple[tuple[str, str], ...] = ()  # what is read, what is sent


@dataclass(frozen=True)
class Command:
    """A command that somebody may use in a channel; its name holds the names of its groups."""

    name: str
    about: str
    options: tuple[Option, ...] = ()


def read_commands(specs: Sequence[Mapping[str, Any]]) -> list[Command]:
    """Return the commands in what the bot registered, by name; raises `KeyError` for a kind of option not known.

    Files that may be left out are: there is nowhere to choose them here.
    """
    return sorted((each for spec in specs for each in _leaves(spec, "")), key=lambda command: command.name)


def _leaves(spec: Mapping[str, Any], before: str) -> Iterator[Command]:
    name, options = f"{before} {spec['name']}".strip(), spec.get("options") or ()
    inside = [option for option in options if option["type"] in INSIDE]
    for each in inside:
        yield from _leaves(each, name)
    if not inside:
        boxes = [each for each in options if each["type"] != FILE or each.get("required")]
        yield Command(name, spec.get("description", ""), tuple(map(_option, boxes)))


def _option(spec: Mapping[str, Any]) -> Option:
    return Option(
        name=spec["name"],
        about=spec.get("description", ""),
        kind=KINDS[spec["type"]],
        is_needed=bool(spec.get("required")),
        completes=bool(spec.get("autocomplete")),
        choices=tuple((choice["name"], str(choice["value"])) for choice in spec.get("choices") or ()),
    )


def read_values(command: Command, typed: Mapping[str, str], people: Mapping[int, object]) -> dict[str, object]:
    """Return what was typed as the command takes it, empty boxes left out; `people` are by account. Raises `Unfit`."""
    values: dict[str, object] = {}
    for option in command.options:
        text = typed.get(option.name, "").strip()
        if text:
            values[option.name] = _value(option, text, people)
        elif option.is_needed:
            raise Unfit(option.name)
    return values


def _value(option: Option, text: str, people: Mapping[int, object]) -> object:
    try:
        if option.kind == "whole":
            return int(text)
        if option.kind == "number":
            return float(text)
        if option.kind == "person":
            return people[int(text)]
        return {"yes": True, "no": False}[text] if option.kind == "yes_no" else text
    except (ValueError, KeyError):
        raise Unfit(option.name) from None
