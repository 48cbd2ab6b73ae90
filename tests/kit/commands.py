"""What Discord is told of each command, worked out once in a test process: hundreds of towns would each do it anew."""

from __future__ import annotations

from typing import Any

from discord.app_commands import Command, CommandTree, Translator

Payload = dict[str, Any]

_SHARED: dict[tuple[Any, str, type[CommandTree[Any]]], Payload] = {}
_work_out = Command.get_translated_payload


async def shared(command: Command[Any, ..., Any], tree: CommandTree[Any], translator: Translator) -> Payload:
    """Return what is said of a command in every language; of the same one, the same."""
    this = command.callback, command.qualified_name, type(tree)
    if this not in _SHARED:
        _SHARED[this] = await _work_out(command, tree, translator)
    return _SHARED[this]


Command.get_translated_payload = shared  # type: ignore[method-assign,assignment]
