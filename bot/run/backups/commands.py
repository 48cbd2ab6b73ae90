"""`staffroom backup`, `restore`, `keys …` and `db copy`: what the host does with whole databases and keyrings."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress

from bot.backups.disk import told
from bot.backups.fetching import Secrets
from bot.backups.keys import back_up_keys, forget_old_keys, keep_erasures
from bot.backups.locking import make_identity
from bot.backups.making import Report, back_up
from bot.clock import SystemClock
from bot.copying import copy_database
from bot.copying.places import FROM, TO, Place
from bot.counted import counted
from bot.keys import Keyring, Vault
from bot.keys.in_use import alone_with, in_use
from bot.offline import run, settings_or_exit
from bot.run.backups.restoring import Restored, Wish, restore
from bot.run.backups.rotating import rotate
from bot.terminal import stoppable
from config.settings import Settings

T = TypeVar("T")
INTERRUPTED = 130  # 128 + SIGINT, as shells count

keys_cli = typer.Typer(help="The keyring and its backups.", no_args_is_help=True)
Identity = Annotated[
    Path | None, typer.Option("--identity", help="The file with the secret that opens a locked backup.")
]


def register(cli: typer.Typer, db_cli: typer.Typer) -> None:
    """Add the commands to the command line."""
    cli.command("backup")(backup)
    cli.command("restore")(restore_command)
    cli.add_typer(keys_cli, name="keys")
    db_cli.command("copy")(db_copy)


def backup() -> None:
    """Back up the database while it is used, and the data keys apart; the oldest backups go.

    The database goes to STAFFROOM_BACKUP_DIR, checked; the keys to STAFFROOM_KEYS_BACKUP_DIR, for a few days.
    """
    settings = settings_or_exit()

    async def work() -> None:
        keys, now = Keyring.open(settings.keys_dir), SystemClock().now()
        with in_use(settings.keys_dir):  # the keys that are copied have to be those of the database
            with _progress("pages copied") as report:
                made = await back_up(settings, keys, now, report)
            typer.echo(f"{made} is there, checked.")
            await asyncio.to_thread(_copy_keys, settings, keys)

    _run(work(), "Stopped: no backup was made, and the ones before are as they were.")


@keys_cli.command("backup")
def keys_backup() -> None:
    """Back up the data keys; copies whose days are over are destroyed. Keys of anonymous posts are never copied."""
    settings = settings_or_exit()

    async def work() -> None:
        await asyncio.to_thread(_copy_keys, settings, Keyring.open(settings.keys_dir))

    _run(work(), "Stopped: no backup of the keys was made.")


@keys_cli.command("for-backups")
def keys_for_backups(
    file: Annotated[Path, typer.Argument(help="A new file for the secret. Keep it off this machine.")],
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Lock the file with a passphrase.")] = False,
) -> None:
    """Make a pair of keys: what is locked with the one in .env, only the secret in the file opens."""
    locked_with = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True) if passphrase else None

    async def work() -> None:
        with told(file):
            recipient = make_identity(file, locked_with)
        typer.echo(f"STAFFROOM_BACKUP_RECIPIENT={recipient}")
        typer.echo(f"Put this line into .env, and {file} where this machine's thief can't find it.", err=True)

    _run(work(), "Stopped.")


@keys_cli.command("rotate")
def keys_rotate(
    at_once: Annotated[
        bool, typer.Option("--at-once", help="Void every link and code that is out: the keys have leaked.")
    ] = False,
) -> None:
    """Replace the keys: new ones sign, and everybody's words are sealed anew. Stop Staffroom first."""
    settings = settings_or_exit()

    async def work() -> None:
        done = await rotate(settings, at_once=at_once)
        new = counted(done.signing, "signing key is new", "signing keys are new")
        texts = counted(done.texts, "text", "texts")
        typer.echo(f"{new}; sealed anew: {texts} of {counted(done.people, 'person', 'people')}.")
        if at_once:
            typer.echo("Links in mails and codes that were out open nothing any more: send new ones.")
        typer.echo("Now: staffroom backup. Backups from before open with the keys from before only.")

    _run(work(), "Stopped in between: everything still opens. Run it again to bring it to its end.")


def restore_command(
    backup: Annotated[Path, typer.Argument(help="The folder of a backup.")],
    keys: Annotated[
        Path | None, typer.Option("--keys", help="A backup of the keys, for a keyring that has none.")
    ] = None,
    identity: Identity = None,
    without_keys: Annotated[
        bool, typer.Option("--without-keys", help="The keys are lost: what they sealed stays sealed for good.")
    ] = False,
) -> None:
    """Bring a backup back into an empty place. Whoever was erased since is erased again."""
    settings = settings_or_exit()

    def ask() -> str:
        with stoppable():
            return str(typer.prompt(f"Passphrase of {identity}", hide_input=True))

    wish = Wish(backup, Secrets(identity, ask), keys, without_keys)
    _tell(_run(restore(settings, wish), "Stopped: nothing was restored, and nothing was changed."))


def db_copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A file, or an address as in STAFFROOM_DATABASE_URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The same: a new file, or a database without rows.")],
) -> None:
    """Copy a whole deployment between SQLite and PostgreSQL, each row verified there; all of it or nothing.

    Stop Staffroom first. Give a password in PGPASSWORD or ~/.pgpass: others on the machine can read a command.
    """
    settings = settings_or_exit()

    async def work() -> None:
        with alone_with((keys := Keyring.open(settings.keys_dir)).folder), _steps() as report:
            done = await copy_database(Place.of(source, FROM), Place.of(target, TO), Vault(keys), report)
        rows = counted(done.rows, "row is there, of", "rows are there, of")
        typer.echo(f"{rows} {counted(done.tables, 'table', 'tables')}, each compared with what was sent.")
        typer.echo("Set STAFFROOM_DATABASE_URL to the new address (none for the data folder's file), then start it.")

    _run(work(), "Stopped: the copy was undone, the target has no rows, the source is as it was.")


def _copy_keys(settings: Settings, keys: Keyring) -> None:
    now = SystemClock().now()
    with in_use(keys.folder), told(settings.keys_backups):
        kept = back_up_keys(keys, settings.keys_backups, now, settings.backup_recipient)
        keep_erasures(keys, settings.keys_backups)
        forget_old_keys(settings.keys_backups, settings.keys_backup_days, now)
    days = counted(settings.keys_backup_days, "day", "days")
    typer.echo(f"{kept} holds the data keys, for {days}. Keep the two apart.")


def _tell(restored: Restored) -> None:
    typer.echo(f"The database is as it was on {restored.made_at:%Y-%m-%d %H:%M} UTC. What came after that is lost.")
    if restored.erased:
        typer.echo(f"Erased since, and erased again now: {counted(restored.erased, 'person', 'people')}.")
    if restored.owed:
        owed = counted(restored.owed, "thing was", "things were")
        typer.echo(f"{owed} on the way then: mails among them wait for a steward, in /setup.")
    if restored.held:
        held = counted(restored.held, "digest was approved and needs", "digests were approved and need")
        typer.echo(f"{held} a new yes: look first whether it has left.")
    typer.echo("Now: staffroom doctor, then staffroom run, then /setup on the server.")


def _run(work: Coroutine[Any, Any, T], stopped: str) -> T:
    """Run a command; Ctrl-C is told in a sentence."""
    try:
        return run(work)
    except KeyboardInterrupt:
        Console(stderr=True, soft_wrap=True).print(stopped, markup=False, highlight=False)
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _progress(what: str) -> Iterator[Report]:
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def _steps() -> Iterator[Any]:
    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks = {what: bar.add_task(f"rows {what}", total=None) for what in ("copied", "verified")}
        yield lambda what, done, total: bar.update(tasks[what], completed=done, total=total)
