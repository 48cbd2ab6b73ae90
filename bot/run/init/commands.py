"""`staffroom init`: a few questions, each answer tried, then `.env` at one stroke."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.errors import Refusal


def init(
    token_file: Annotated[
        Path | None, typer.Option(help="A file with the bot's token; - reads it from standard input.")
    ] = None,
    smtp_file: Annotated[Path | None, typer.Option(help="A file with the mail server's address.")] = None,
    mail_from: Annotated[str | None, typer.Option(help="The address that mails come from.")] = None,
    reply_to: Annotated[str | None, typer.Option(help="Where replies to mails arrive.")] = None,
    public_url: Annotated[str | None, typer.Option(help="Where policymakers reach their pages.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Change a .env that is there, without asking.")] = False,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="Keep what can't be tried now because nothing answers.")
    ] = False,
) -> None:
    """Ask for the few settings that are needed, try each, and write .env. Secrets are never shown.

    Without a terminal the options answer instead; secrets come from files, since others can read a command.
    """
    from bot.run.init.asking import begin, secret_in  # noqa: PLC0415 -- only this command needs all of Discord

    try:
        options = {
            "STAFFROOM_DISCORD_TOKEN": secret_in(token_file, "--token-file"),
            "STAFFROOM_SMTP_URL": secret_in(smtp_file, "--smtp-file"),
            "STAFFROOM_MAIL_FROM": mail_from,
            "STAFFROOM_REPLY_TO": reply_to,
            "STAFFROOM_PUBLIC_URL": public_url,
        }
        begin({name: value for name, value in options.items() if value}, may_replace=yes, takes_unchecked=unchecked)
    except Refusal as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    except (typer.Abort, KeyboardInterrupt):
        typer.echo("\nStopped. Nothing was written.", err=True)
        raise typer.Exit(1) from None


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command()(init)
