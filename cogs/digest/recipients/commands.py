"""Recipients on the command line: import, list, take links back, remove."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from archive.delivery.invitations import InvitationStore
from archive.delivery.recipient_file import read_recipients
from archive.delivery.removing import recipient_at, remove_recipient, revoke_links
from archive.delivery.store import RecipientStore
from bot.counted import counted
from bot.errors import Refusal
from bot.offline import open_network, run, settings_or_exit
from bot.people.stewards import log_act_of_host
from config.texts import N_

BROUGHT = N_("{actor} brought the list of policymakers who receive the digest up to date: {about}.")
NetworkName = Annotated[str | None, typer.Option("--network", help="Which network, where there are several.")]
Address = Annotated[str, typer.Argument(help="The recipient's mail address.")]


@dataclass
class FileUnreadable(Refusal):
    """The file of recipients cannot be opened."""

    path: str
    why: str
    says: ClassVar[str] = N_(
        "{path} can't be read: {why}. Nothing was changed. Check the name and run the command again."
    )


recipients_cli = typer.Typer(help="Who receives the digest.", no_args_is_help=True)


def register(cli: typer.Typer) -> None:
    """Add ``staffroom recipients``."""
    cli.add_typer(recipients_cli, name="recipients")


@recipients_cli.command("import")
def import_recipients(
    file: Annotated[
        Path, typer.Argument(help="CSV with name,office,mail and districts,regions,statewide,topics,domains.")
    ],
    network: NetworkName = None,
) -> None:
    """Add policymakers from a file, or bring them up to date. A faulty file changes nothing."""
    settings = settings_or_exit()

    async def work() -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise FileUnreadable(str(file), (error.strerror or "it can't be opened").lower()) from error
        async with open_network(settings, network) as (house, found):
            recipients = read_recipients(data, found.community)
            async with found.write() as tx:
                now = house.clock.now()
                added, changed = await RecipientStore(tx).add_all(recipients, now=now)
                if added or changed:
                    await log_act_of_host(tx, BROUGHT, f"{added} added, {changed} changed", now)
        typer.echo(f"{added} added, {changed} changed, {len(recipients) - added - changed} as before")

    run(work())


@recipients_cli.command("list")
def list_recipients(network: NetworkName = None) -> None:
    """Show who receives the digest, and which colleagues they asked to help, with their addresses."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (_, found), found.read() as tx:
            asked, everybody = await InvitationStore(tx).all(), await RecipientStore(tx).all()
            if not everybody:
                typer.echo("Nobody receives the digest yet. Add policymakers with: staffroom recipients import FILE")
            for each in everybody:
                typer.echo(f"{each.office}: {each.name} <{each.mail}>{'' if each.state == 'active' else ', left'}")
                for colleague in asked:
                    if colleague.recipient_id == each.id:
                        mail = colleague.mail or "an address that is erased"
                        typer.echo(f"  asked {mail} on {colleague.invited_at:%Y-%m-%d}")

    run(work())


@recipients_cli.command("revoke")
def revoke(mail: Address, network: NetworkName = None) -> None:
    """Take back every link of a recipient, and of the colleagues they asked. The next mail brings a new one."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (house, found), found.write() as tx:
            recipient = await recipient_at(tx, mail)
            count = await revoke_links(tx, recipient, by=None, now=house.clock.now())
        typer.echo(f"{counted(count, 'open link', 'open links')} taken back")

    run(work())


@recipients_cli.command("remove")
def remove(mail: Address, network: NetworkName = None) -> None:
    """Take a recipient off for good: links, name and address go; responses stay under the office's name."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (house, found), found.write() as tx:
            recipient = await recipient_at(tx, mail)
            await remove_recipient(tx, recipient, by=None, now=house.clock.now())
        typer.echo(f"{recipient.office} is written to no more at this address")

    run(work())
