"""The digest on the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated, ClassVar

import typer

from archive.delivery.model import Recipient
from archive.delivery.routing import view_for
from archive.delivery.sending import SENT, send_edition
from archive.delivery.store import RecipientStore
from archive.digest.desk import BUILT, build_month
from archive.digest.files import edition_files
from archive.digest.model import Edition
from archive.digest.months import checked_month
from bot.counted import counted
from bot.errors import Refusal
from bot.offline import open_network, run, settings_or_exit
from bot.people.stewards import log_act_of_host
from config.texts import N_

NetworkName = Annotated[str | None, typer.Option("--network", help="Which network, where there are several.")]
Month = Annotated[str, typer.Option("--month", help="The month, like 2026-10.")]


@dataclass
class FolderUnusable(Refusal):
    """The folder for the digest's files cannot be written."""

    folder: str
    why: str
    says: ClassVar[str] = N_("{folder} can't be written: {why}. Choose another folder; nothing was built.")


digest_cli = typer.Typer(help="The monthly digest.", no_args_is_help=True)


def register(cli: typer.Typer) -> None:
    """Add ``staffroom digest``."""
    cli.add_typer(digest_cli, name="digest")


@digest_cli.command("build")
def build(
    month: Month,
    out: Annotated[Path, typer.Option("--out", help="The folder for the HTML, text and PDF.")],
    network: NetworkName = None,
) -> None:
    """Build a month's digest and write its three forms, whole and as each recipient reads it. Nothing is sent."""
    settings = settings_or_exit()

    async def work() -> None:
        _make_folder(out)
        async with open_network(settings, network) as (house, found):
            chosen, now = checked_month(month), house.clock.now()
            also = partial(log_act_of_host, act=BUILT, about=chosen, now=now)
            edition = await build_month(house, found, chosen, now=now, also=also)
            async with found.read() as tx:
                recipients = await RecipientStore(tx).active()
            views = {out: edition, **_views(out, edition, recipients)}
            for folder, view in views.items():
                _write(folder, await edition_files(house, view, made_at=now))
        typer.echo(f"{counted(len(edition.themes), 'theme', 'themes')}; what has too few voices waits for more")

    run(work())


def _views(out: Path, edition: Edition, recipients: Sequence[Recipient]) -> dict[Path, Edition]:
    """Return what each recipient reads, by a folder named for their office; two of one office are numbered."""
    found: dict[Path, Edition] = {}
    for each in recipients:
        office = re.sub(r"[^a-z0-9]+", "-", each.office.casefold()).strip("-") or "office"
        folder, number = out / "recipients" / office, 1
        while folder in found:
            number += 1
            folder = out / "recipients" / f"{office}-{number}"
        found[folder] = view_for(edition, each)
    return found


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
        typer.echo(str(folder / name))


def _make_folder(folder: Path) -> None:
    """Make the folder, and see that a file can be made in it, before anything is built."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise FolderUnusable(str(folder), (error.strerror or "it can't be made").lower()) from error


@digest_cli.command("send")
def send(month: Month, network: NetworkName = None) -> None:
    """Send a digest that members have had time to read; it leaves while `staffroom run` is running."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (house, found):
            chosen, now = checked_month(month), house.clock.now()
            also = partial(log_act_of_host, act=SENT, about=chosen, now=now)
            mails = await send_edition(house, found, chosen, now=now, also=also)
        typer.echo(f"{counted(mails, 'mail is', 'mails are')} in the outbox")

    run(work())
