"""The host's command line, as it describes itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from bot.run.cli import cli
from bot.run.features import register_commands


def host_commands() -> dict[str, Any]:
    """Return every command of the command line by its full name, such as ``staffroom roster import``."""
    if not any(group.name == "roster" for group in cli.registered_groups):
        register_commands(cli)
    return dict(_walk(typer.main.get_command(cli), "staffroom"))


def _walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- typer's own classes are private
    inside = getattr(command, "commands", None)
    if inside is None:
        yield name, command
    else:
        for word, each in inside.items():
            yield from _walk(each, f"{name} {word}")


def section() -> Iterator[str]:
    """Yield the lines of the page: each command with its arguments and options."""
    for name, command in sorted(host_commands().items()):
        yield from ["", f"### {name}", "", " ".join((command.help or "").split())]
        asked = [each for each in command.params if each.name != "help"]
        if asked:
            yield from ["", "| | |", "|---|---|"]
            yield from (f"| {_written(each)} | {_told(each)} |" for each in asked)


def _written(each: Any) -> str:  # noqa: ANN401 -- typer's own classes are private
    if each.param_type_name == "argument":
        return f"`{each.name.upper()}`"
    return ", ".join(f"`{word}`" for word in [*each.opts, *each.secondary_opts])


def _told(each: Any) -> str:  # noqa: ANN401 -- typer's own classes are private
    needed = " Needed." if each.required and each.param_type_name == "option" else ""
    return f"{each.help or ''}{needed}".replace("|", "\\|")
