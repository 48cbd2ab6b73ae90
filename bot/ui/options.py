"""What Discord promises about a command's options, held against what arrived: kinds, choices, limits."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from discord import AppCommandOptionType as Kind
from discord import app_commands

from bot.ui.payloads import NotUnderstood

LARGEST = 2**53 - 1  # Discord: an option holds no larger whole number
LARGEST_ID = 2**63 - 1  # no database of ours holds a larger one, and Discord gives none before 2084
NAMES_A_THING = {Kind.user, Kind.channel, Kind.role, Kind.mentionable, Kind.attachment}
TYPES: Mapping[Kind, type | tuple[type, ...]] = {Kind.integer: int, Kind.boolean: bool, Kind.number: (int, float)}


def check_options(
    command: app_commands.Command[Any, ..., Any],
    given: Iterable[Mapping[str, Any]],
    *,
    is_typing: bool,
    attached: Collection[str] = (),
) -> None:
    """Raise `NotUnderstood` unless each option is the command's own and within its limits, and none is missing.

    A file has to be among those `attached`: discord.py hands on a bare id otherwise, which has no content.
    While somebody is typing, what they typed so far may be a text of any length, and the rest is still to come.
    """
    known, arrived = {parameter.display_name: parameter for parameter in command.parameters}, list(given)
    asked_for = {name for name, parameter in known.items() if parameter.required}
    if not is_typing and asked_for - {option["name"] for option in arrived}:
        raise NotUnderstood
    for option in arrived:
        parameter, value = known.get(option["name"]), option["value"]
        if parameter is None or option["type"] != parameter.type.value:
            raise NotUnderstood
        if not (is_typing and isinstance(value, str)) and not _fits(parameter, value, attached):
            raise NotUnderstood


def attached_to(data: Mapping[str, Any]) -> Collection[str]:
    """Return the ids of the files that came with a command."""
    resolved = data.get("resolved")
    files = resolved.get("attachments") if isinstance(resolved, Mapping) else None
    return files if isinstance(files, Mapping) else ()


def is_id(value: object) -> bool:
    """Say whether this is a text that may be one of Discord's ids (API reference, "Snowflakes")."""
    if not isinstance(value, str):
        return False
    return value.isascii() and value.isdecimal() and len(value) < 20 and int(value) <= LARGEST_ID


def _fits(parameter: app_commands.Parameter, value: Any, attached: Collection[str]) -> bool:  # noqa: ANN401 -- whatever arrived
    if not isinstance(value, TYPES.get(parameter.type, str)):
        return False
    if parameter.choices and value not in {choice.value for choice in parameter.choices}:
        return False
    if parameter.type in NAMES_A_THING:
        return is_id(value) and (parameter.type is not Kind.attachment or value in attached)
    if isinstance(value, bool):
        return parameter.type is Kind.boolean
    size: Any = len(value) if isinstance(value, str) else value
    if not math.isfinite(size) or abs(size) > LARGEST:
        return False
    least, most = parameter.min_value, parameter.max_value
    return (least is None or size >= least) and (most is None or size <= most)
