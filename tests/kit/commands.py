"""What Discord is told of each command, worked out once in a test process: hundreds of towns would each do it anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from discord.app_commands import Command, CommandTree, Group, Translator

Key = tuple[Any, str, type[CommandTree[Any]]]


class Payload(dict[str, Any]):
    """What is told of one command or group; a copy of it is itself, since nobody changes it."""

    def __deepcopy__(self, _memo: object) -> Payload:
        """The simulation keeps a copy of every request: these would be 400 kB each time."""
        return self


_SHARED: dict[Key, Payload] = {}


def _once(work_out: Callable[..., Awaitable[Any]], within: Callable[[Any], Any]) -> Any:
    """Return what gives the same payload for the same functions `within`, in every language at once."""

    async def payload(this: Any, tree: CommandTree[Any], translator: Translator) -> Payload:
        key = within(this), this.qualified_name, type(tree)
        if key not in _SHARED:
            _SHARED[key] = Payload(await work_out(this, tree, translator))
        return _SHARED[key]

    return payload


def _functions(group: Group) -> tuple[Any, ...]:
    return tuple(each.callback for each in group.walk_commands() if isinstance(each, Command))


Command.get_translated_payload = _once(Command.get_translated_payload, lambda each: each.callback)  # type: ignore[method-assign]
Group.get_translated_payload = _once(Group.get_translated_payload, _functions)  # type: ignore[method-assign]
