"""`staffroom visibility`: who can read what on any server, from a file. Needs neither settings nor Discord."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

import typer
from rich.console import Console

from bot.errors import Refusal
from bot.offline import run
from bot.visibility.server.payload import read_server
from cogs.rooms.audit.findings import findings
from cogs.rooms.audit.report import as_json, show
from cogs.rooms.audit.supervisors import read_supervisors
from config.texts import N_


@dataclass
class FileUnreadable(Refusal):
    """A file cannot be read."""

    file: str
    why: str
    says: ClassVar[str] = N_("{file} can't be read: {why}. Check the name and run the command again.")


def register(cli: typer.Typer) -> None:
    """Add ``staffroom visibility``."""
    cli.command("visibility")(visibility)


def visibility(
    server: Annotated[Path, typer.Argument(metavar="GUILD.JSON", help="The server as Discord's API returns it.")],
    supervisors: Annotated[
        Path | None, typer.Option("--supervisors", help="People as in the roster's people.csv, to be marked.")
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print JSON, with everybody and every reason.")] = False,
) -> None:
    """Tell for every channel and thread of a server who can read it and why, and who could let themselves in.

    The file holds {"guild": …with its roles, "channels": […], "threads": […], "members": […]} as Discord's API returns
    them; a private thread carries its "members". It may also hold "webhooks": […] (GET /guilds/{id}/webhooks): then
    webhooks are listed as what can write, and those that follow an announcement channel as where its copies leave to.
    """

    async def work() -> None:
        saved = read_server(_content(server))
        marked = read_supervisors(_content(supervisors), saved.accounts) if supervisors else None
        if json_output:
            typer.echo(json.dumps(as_json(saved, findings(saved), marked), ensure_ascii=False, indent=1))
        else:
            show(Console(soft_wrap=True, highlight=False), saved, findings(saved), marked)

    run(work())


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileUnreadable(str(file), (error.strerror or N_("it can't be opened")).lower()) from error
