"""The two pages, put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.run.reference import by_host, on_discord, settings

FOLDER = Path(__file__).parent.parent.parent.parent / "docs"


async def pages() -> Mapping[str, str]:
    """Return each page's text by its file's name."""
    return {
        "commands.md": "\n".join(_commands(await on_discord.leaves())) + "\n",
        "settings.md": "\n".join(_settings()) + "\n",
    }


COMMANDS = """\
# Commands

Written by `make reference` from the code; a test keeps it true.

## On Discord

Type `/` and begin the name. What stands in brackets may be left out. Who may use a command is looked up anew each time;
`/help` shows what *you* can do in the channel where you type it. *Members* are people on the roster whose account is
linked."""
ON_THE_HOST = """
## On the host's command line

Given in the folder where `.env` lies. `--help` behind any of them says the same as this page."""
SETTINGS = """\
# Settings

Written by `make reference` from the code; a test keeps it true.

## The host's: `.env`

Read from the environment or, in the folder where Staffroom is started, from the file `.env`. Only the token is needed;
what is left out is switched off, and `staffroom doctor` says so. A wrong value is named before anything starts.
"""
DEFINITION = """
## A network's: its definition

Positions, topics, thresholds, times and the school calendar. A network starts with these; to change them, copy
`config/community.toml`, edit the copy and give it to `staffroom network define my-community.toml`. A slip is named and
changes nothing.
"""


def _commands(leaves: Sequence[on_discord.Leaf]) -> Iterator[str]:
    yield COMMANDS
    yield from on_discord.section(leaves)
    yield ON_THE_HOST
    yield from by_host.section()


def _settings() -> Iterator[str]:
    yield SETTINGS
    yield from settings.section()
    yield DEFINITION
    yield from settings.definition()
