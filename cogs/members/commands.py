"""`staffroom roster …` and `staffroom steward …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.counted import counted
from bot.offline import open_network, run, settings_or_exit
from cogs.members import standing
from cogs.members.importing import NO_STEWARDS, import_here
from cogs.members.issuing import mail_codes, write_codes
from cogs.members.proposing import Wishes

NetworkName = Annotated[str | None, typer.Option("--network", help="Which network, where there are several.")]

roster_cli = typer.Typer(help="Who is on the roster, and the codes that let them in.", no_args_is_help=True)
steward_cli = typer.Typer(help="Who runs the network day to day.", no_args_is_help=True)


def register(cli: typer.Typer) -> None:
    """Add the commands of this feature."""
    cli.add_typer(roster_cli, name="roster")
    cli.add_typer(steward_cli, name="steward")


NOT_AGREED = "Nothing was changed."
CUT_OFF = "Stopped. Run the command again: it shows what is still to be written, if anything is."


@roster_cli.command("import")
def roster_import(
    sites: Annotated[Path, typer.Option(help="The sites, as CSV.")],
    people: Annotated[Path, typer.Option(help="The people, as CSV.")],
    network: NetworkName = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out faulty rows and import the others.")] = False,
    complete: Annotated[
        bool, typer.Option("--complete", help="Retire whoever is missing from the file: their access ends at once.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
) -> None:
    """Show how two CSV files differ from the roster, and bring it in line with them, whole or not at all."""
    settings, console = settings_or_exit(), Console(soft_wrap=True)
    wishes = Wishes(sites, people, skip_bad=skip_bad, complete=complete, yes=yes)
    try:
        run(import_here(settings, network, wishes, console))
    except (typer.Abort, KeyboardInterrupt) as stopped:
        typer.echo(f"\n{NOT_AGREED if isinstance(stopped, typer.Abort) else CUT_OFF}", err=True)
        raise typer.Exit(1) from None


@roster_cli.command("codes")
def roster_codes(
    mail: Annotated[bool, typer.Option("--mail", help="Mail each code to the roster's address.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the codes, once, to this new file (mode 0600).")] = None,
    only: Annotated[str | None, typer.Option("--for", help="Issue a code to this mail address only.")] = None,
    invite: Annotated[
        str | None, typer.Option(help="With --mail: a link of Discord's that leads to the server.")
    ] = None,
    network: NetworkName = None,
) -> None:
    """Issue one-time codes to everyone who has still to join. Codes issued to them before are void."""
    if mail == (out is not None):
        raise typer.BadParameter("say either --mail or --out FILE")
    if invite is not None and not mail:
        raise typer.BadParameter("--invite goes into mails, so it needs --mail")
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (house, chosen):
            if out is None:
                count = await mail_codes(house, chosen, only, invite=invite)
                codes = counted(count, "code is on its way", "codes are on their way")
                typer.echo(f"{codes} by mail; nothing leaves but while staffroom run is running.")
            else:
                count = await write_codes(house, chosen, out, only)
                typer.echo(f"{counted(count, 'code is', 'codes are')} in {out}. Delete it when done.")

    run(work())


@roster_cli.command("reopen")
def roster_reopen(
    email: Annotated[str, typer.Argument(help="The address on the roster.")],
    lost_account: Annotated[
        bool, typer.Option("--lost-account", help="Nobody closed it; the person can't use the account any more.")
    ] = False,
    network: NetworkName = None,
) -> None:
    """Give back a place that was closed with "not you?"; the account that took it stays out."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (house, chosen):
            await standing.reopen(house, chosen, email, is_lost=lost_account)
            typer.echo("The place is open again. staffroom roster codes --for sends a new code.")

    run(work())


@roster_cli.command("release")
def roster_release(
    supervisor: Annotated[str, typer.Argument(help="The supervisor's address on the roster.")],
    person: Annotated[str, typer.Argument(help="The address of the person below.")],
    network: NetworkName = None,
) -> None:
    """Take back a supervision that a steward recorded after a flag; an import leaves these alone."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (house, chosen):
            await standing.release(house, chosen, supervisor, person)
            typer.echo(f"{supervisor} is no longer above {person} by a steward's record.")

    run(work())


@steward_cli.command("add")
def steward_add(
    email: Annotated[str, typer.Argument(help="The address on the roster.")], network: NetworkName = None
) -> None:
    """Make somebody on the roster a steward. Every member can see it in /steward log."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (house, chosen):
            is_new = await standing.add_steward(house, chosen, email)
            typer.echo(f"{email} is a steward now." if is_new else f"{email} is a steward already.")

    run(work())


@steward_cli.command("remove")
def steward_remove(
    email: Annotated[str, typer.Argument(help="The address on the roster.")], network: NetworkName = None
) -> None:
    """Take somebody's stewardship. Every member can see it in /steward log."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (house, chosen):
            was_one = await standing.remove_steward(house, chosen, email)
            typer.echo(f"{email} is no steward any more." if was_one else f"{email} is no steward; nothing changed.")

    run(work())


@steward_cli.command("list")
def steward_list(network: NetworkName = None) -> None:
    """List the stewards."""
    settings = settings_or_exit()

    async def work() -> None:
        table = Table("name", "address", "state", "joined")
        async with open_network(settings, network) as (_, chosen):
            stewards = await standing.list_stewards(chosen)
        for person in stewards:
            table.add_row(person.name, person.email, person.state, "yes" if person.account_id else "not yet")
        Console().print(table if stewards else NO_STEWARDS, highlight=False)

    run(work())
