"""The command line: `staffroom …`. Features add their own commands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.database.ids import LARGEST
from bot.definition import definition_in
from bot.offline import open_house, open_network, run, settings_or_exit
from bot.people.school import school_calendar
from bot.people.stewards import log_act_of_host
from bot.processes.shards import check_database, shards_in
from bot.run import features
from bot.run.backups import commands as backups
from bot.run.init import commands as init
from bot.run.log import set_up_log
from config.settings import Settings
from config.texts import N_

cli = typer.Typer(
    name="staffroom",
    help="A peer-learning community for the people who run community schools.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
db_cli = typer.Typer(help="The database.", no_args_is_help=True)
network_cli = typer.Typer(help="The networks of this deployment.", no_args_is_help=True)
cli.add_typer(db_cli, name="db")
cli.add_typer(network_cli, name="network")

LINKED = N_("{actor} said that this network lives on the Discord server {about}.")
DEFINED = N_("{actor} replaced the network's definition: its positions, topics and thresholds.")
NetworkName = Annotated[str | None, typer.Option("--network", help="Which network, where there are several.")]


@cli.command("run")
def run_command(
    shards: Annotated[
        str | None, typer.Option(help="This process's shards, such as 0,1. Without it, all of them.", metavar="0,1")
    ] = None,
    shard_count: Annotated[
        int | None, typer.Option(help="How many shards all processes have together. Several processes need PostgreSQL.")
    ] = None,
) -> None:
    """Start Staffroom on Discord. Needs STAFFROOM_DISCORD_TOKEN; `staffroom doctor` checks everything first."""
    from bot.run.serve import serve  # noqa: PLC0415 -- only this command needs all of Discord

    settings = settings_or_exit()
    set_up_log(settings.log_level, settings.log_format)

    async def work() -> None:
        chosen = shards_in(shards, shard_count)
        check_database(chosen, is_sqlite=settings.url.startswith("sqlite"))
        await serve(settings, chosen)

    run(work())


@cli.command()
def doctor() -> None:
    """Check settings, database, keyring, mail server and Discord, each in one line with one hint."""
    from bot.run.doctor.examining import examine  # noqa: PLC0415 -- only this command needs all of Discord

    settings = settings_or_exit()
    if not run(examine(settings, Console())):
        raise typer.Exit(1)


@cli.command()
def invite() -> None:
    """Print the link that invites the bot with the least permissions it needs."""
    from bot.run.invite import invitation  # noqa: PLC0415 -- only this command needs all of Discord

    typer.echo(run(invitation(settings_or_exit())))


@db_cli.command("upgrade")
def db_upgrade() -> None:
    """Bring the schema up to date, after a backup."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_house(settings):
            typer.echo("The database is up to date.")

    run(work())


@network_cli.command("list")
def network_list() -> None:
    """List the networks and the servers they live on."""
    settings = settings_or_exit()

    async def work() -> None:
        table = Table("network", "Discord server")
        async with open_house(settings) as house:
            networks = await house.networks.all()
        for network in networks:
            table.add_row(network.name, str(network.guild_id or "not linked yet"))
        Console().print(table)
        if any(network.guild_id is None for network in networks):
            typer.echo("Link a server with: staffroom network link SERVER_ID, or run /setup there.")

    run(work())


@network_cli.command("add")
def network_add(name: Annotated[str, typer.Argument(help="What members will call it.")]) -> None:
    """Add a network with the default definition."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_house(settings) as house:
            await house.networks.create(name, now=house.clock.now())
        typer.echo(f"{name} is there. Link its server with: staffroom network link SERVER_ID --network '{name}'")

    run(work())


@network_cli.command("link")
def network_link(
    server_id: Annotated[
        int,
        typer.Argument(
            help="The server's number: right-click its name in Discord, Copy Server ID.", min=1, max=LARGEST
        ),
    ],
    network: NetworkName = None,
) -> None:
    """Say which Discord server a network lives on."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (house, chosen):
            now = house.clock.now()
            also = partial(log_act_of_host, act=LINKED, about=str(server_id), now=now)
            await house.networks.link(chosen.id, server_id, also=also)
            typer.echo(f"{chosen.name} lives on server {server_id} now. Its owner can run /setup there.")

    run(work())


@network_cli.command("rename")
def network_rename(name: Annotated[str, typer.Argument(help="The new name.")], network: NetworkName = None) -> None:
    """Give a network the name that members and policymakers read."""
    settings = settings_or_exit()

    async def work() -> None:
        async with open_network(settings, network) as (house, chosen):
            await house.networks.rename(chosen.id, name)
            typer.echo(f"{chosen.name} is called {name} now.")

    run(work())


@network_cli.command("define")
def network_define(
    file: Annotated[Path, typer.Argument(help="Start from a copy of config/community.toml.")],
    network: NetworkName = None,
) -> None:
    """Replace a network's definition (positions, topics, thresholds, school calendar) with a TOML file."""
    settings: Settings = settings_or_exit()

    async def work() -> None:
        community = definition_in(file)
        async with open_network(settings, network) as (house, chosen):
            also = partial(log_act_of_host, act=DEFINED, about=None, now=house.clock.now())
            await house.networks.define(chosen.id, community, also=also)
            async with chosen.read() as tx:
                strange = (await school_calendar(tx, community)).unknown_districts()
            typer.echo(f"{chosen.name} is defined by {file} now. Look everything over with /setup on its server.")
            for district in strange:
                typer.echo(
                    f"A break names the district {district}, where no site is yet. Is it spelled as on the roster?"
                )

    run(work())


init.register(cli)
backups.register(cli, db_cli)


def main() -> None:
    """Run the command line with every feature's commands."""
    set_up_log("warning")
    features.register_commands(cli)
    cli()
