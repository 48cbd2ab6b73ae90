"""`staffroom doctor`: is everything that Staffroom needs there? One line each, with one hint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import discord
from rich.console import Console

from bot.backups.state import state_of_backups
from bot.database.migrate import SchemaIsNewer, schema_state
from bot.errors import Refusal
from bot.keys import Keyring
from bot.offline import open_database, open_house
from bot.run.doctor.finding import Finding
from bot.run.doctor.lost_keys import without_keys
from bot.run.doctor.machine import look_at_machine
from bot.run.doctor.mail_server import look_at_mail, look_at_returned_mail
from bot.run.invite import application
from bot.run.serve import IntentMissing
from cogs.setup.needs import missing, named
from config.settings import Settings
from config.texts import texts_for

MARKS = {"good": "[green]✓[/]", "off": "[yellow]-[/]", "bad": "[red]✗[/]"}


async def examine(settings: Settings, console: Console) -> bool:
    """Print every finding as it is made; return whether nothing is bad."""
    healthy = True
    async for finding in findings(settings):
        console.print(MARKS[finding.verdict], f"{finding.what}:", finding.hint, soft_wrap=True, highlight=False)
        healthy = healthy and finding.verdict != "bad"
    return healthy


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Look at settings, machine, keyring, database, schema, backups, mail, returned mail and Discord, in this order."""
    yield _settings(settings)
    for finding in look_at_machine(settings):
        yield finding
    yield _keyring(settings)
    async for finding in _database(settings):
        yield finding
    yield Finding("backups", *state_of_backups(settings, datetime.now(UTC)))
    yield await look_at_mail(settings)
    yield await look_at_returned_mail(settings)
    async for finding in _discord(settings):
        yield finding


def _settings(settings: Settings) -> Finding:
    off = settings.switched_off()
    if not off:
        return Finding("settings", "good", "everything is set")
    return Finding("settings", "off", "off: " + "; ".join(f"{name} ({enables})" for name, enables in off))


def _keyring(settings: Settings) -> Finding:
    try:
        Keyring.open(settings.keys_dir)
    except Refusal as refusal:
        return Finding("keyring", "bad", str(refusal))
    return Finding("keyring", "good", f"{settings.keys_dir}, readable by this account only")


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    keys = Keyring(settings.keys_dir)
    try:
        async with open_database(settings, keys) as database:
            state = await schema_state(settings.url)
            lost, people = await without_keys(database, keys) if settings.keys_dir.is_dir() else (0, 0)
    except SchemaIsNewer as newer:
        yield Finding("database", "good", "reachable")
        yield Finding("schema", "bad", str(newer))
        return
    except Refusal as refusal:
        yield Finding("database", "bad", str(refusal))
        return
    yield Finding("database", "good", "reachable")
    yield Finding("schema", "good", f"{state.present}, the newest")
    yield _words(lost, people)


def _words(lost: int, people: int) -> Finding:
    if not lost:
        return Finding("words", "good", "all that is kept can be opened with the keyring")
    hint = (
        f"the keys of {lost} of {people} people whose words are kept aren't in the keyring. If they were erased since "
        "this copy of the database was made, that is right; if not, or if it is from before a rotation of the keys, "
        "bring the keyring of that time back from its backup"
    )
    return Finding("words", "bad", hint)


async def _discord(settings: Settings) -> AsyncIterator[Finding]:
    try:
        info = await application(settings)
    except Refusal as refusal:
        yield Finding("Discord", "bad", str(refusal))
        return
    yield Finding("Discord", "good", f"logged in as {info.name}")
    if may_see_members(info):
        yield Finding("member list", "good", "the bot may see who is on the server")
    else:
        yield Finding("member list", "bad", str(IntentMissing()))
    async for finding in _permissions(settings):
        yield finding


def may_see_members(info: discord.AppInfo) -> bool:
    """Say whether the application's Server Members Intent is switched on."""
    return info.flags.gateway_guild_members or info.flags.gateway_guild_members_limited


async def _permissions(settings: Settings) -> AsyncIterator[Finding]:
    """Look at what the bot may do on each linked server."""
    try:
        async with open_house(settings) as house:
            linked = [network for network in await house.networks.all() if network.guild_id is not None]
    except Refusal:  # told already, of the database or the keyring
        yield Finding("permissions", "off", "not looked at: for this the database has to be there")
        return
    if not linked or settings.discord_token is None:
        yield Finding("permissions", "off", "no server is linked yet; invite the bot and run /setup there")
        return
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.login(settings.discord_token.get_secret_value())
        for network in linked:
            yield await _on_server(client, network.guild_id or 0, network.name)


async def _on_server(client: discord.Client, guild_id: int, name: str) -> Finding:
    what = f"permissions on {name}"
    try:
        guild = await client.fetch_guild(guild_id)
        me = await guild.fetch_member(client.user.id if client.user else 0)
    except discord.HTTPException:
        return Finding(what, "bad", "the bot isn't on this server; use the link from: staffroom invite")
    lacking = missing(me.guild_permissions.value)
    if lacking:
        return Finding(what, "bad", f"missing {named(lacking, texts_for('en'))}; give them to the bot's role")
    return Finding(what, "good", "all there")
