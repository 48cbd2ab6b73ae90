"""What Discord is told of each command, worked out once in a test process: hundreds of towns would each do it anew."""

from __future__ import annotations

from typing import Any

from discord.app_commands import Command, CommandTree, Group, Translator

Key = tuple[Any, str, type[CommandTree[Any]]]


class Payload(dict[str, Any]):
    """What is told of one command or group; a copy of it is itself, since nobody changes it."""

    def __deepcopy__(self, _memo: object) -> Payload:
        """The simulation keeps a copy of every request: these would be 400 kB each time."""
        return self


_SHARED: dict[Key, Payload] = {}
_of_command, _of_group = Command.get_translated_payload, Group.get_translated_payload


async def command(this: Command[Any, ..., Any], tree: CommandTree[Any], translator: Translator) -> Payload:
    """Return what is said of a command in every language; of the same one, the same."""
    key = this.callback, this.qualified_name, type(tree)
    if key not in _SHARED:
        _SHARED[key] = Payload(await _of_command(this, tree, translator))
    return _SHARED[key]


async def group(this: Group, tree: CommandTree[Any], translator: Translator) -> Payload:
    """Return what is said of a group and everything in it; of the same commands, the same."""
    within = tuple(each.callback for each in this.walk_commands() if isinstance(each, Command))
    key = within, this.qualified_name, type(tree)
    if key not in _SHARED:
        _SHARED[key] = Payload(await _of_group(this, tree, translator))
    return _SHARED[key]


Command.get_translated_payload = command  # type: ignore[method-assign,assignment]
Group.get_translated_payload = group  # type: ignore[method-assign,assignment]
