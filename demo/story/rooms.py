"""Chapter: practitioners talk across sites in a room that no supervisor sees."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import discord
from rich.console import Console

from bot.people.store import PeopleStore
from cogs.members.importing import import_roster
from cogs.members.proposing import Wishes
from demo.account import StoppedShort
from demo.page.facts import guild_of
from demo.stage import Stage
from demo.telling import Chapter
from demo.world import NEWCOMER, PEOPLE, SITES, SUPERVISOR, rows, sayings, write_rows

LOUNGE = "practitioners-lounge"
ROLE = "Practitioners"
RECEIPT = re.compile(r"(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}")
PROMOTED, SUPERVISED = "Fatoumata Diallo", "Luzmila Benavides"


async def talk(stage: Stage) -> str:
    """Everybody says their line in the practitioners' room."""
    said, sites = sayings("chat"), set()
    for line in said:
        await stage.account(line.who).says(stage.channel(LOUNGE), line.says)
        sites.add((await stage.person(line.who)).site_id)
    return f"{len(said)} practitioners from {len(sites)} sites talk in #{LOUNGE}."


async def look_as_supervisor(stage: Stage) -> str:
    """A supervisor looks for the room and does not find it."""
    account, room = stage.account(SUPERVISOR), stage.channel(LOUNGE)
    seen = [channel for channel in guild_of(stage).text_channels if stage.simulation.may_read(account.id, channel.id)]
    if stage.simulation.may_read(account.id, room) or stage.simulation.history(account.id, room):
        raise StoppedShort(SUPERVISOR.name, f"#{LOUNGE}", "a supervisor can read it")
    network = await stage.network()
    async with network.read() as tx:
        below = len((await PeopleStore(tx).graph()).below((await stage.person(SUPERVISOR.name)).id))
    return (
        f"{SUPERVISOR.name}, who stands above {below} of them, sees {len(seen)} channels on the same server. "
        f"#{LOUNGE} is not among them, and Discord's permission rules give her nothing of it."
    )


async def ask_who_reads(stage: Stage) -> str:
    """A practitioner checks the promise herself."""
    room = stage.channel(LOUNGE)
    answer = await stage.account(NEWCOMER).uses(room, "room who")
    if SUPERVISOR.name in answer.text:
        raise StoppedShort(NEWCOMER.name, "/room who", f"{SUPERVISOR.name} is listed")
    count = len(stage.simulation.readers(room))
    return f"{NEWCOMER.name} checks with /room who: {count} accounts can read it, each with the reason."


async def whisper(stage: Stage) -> str:
    """A practitioner says without her name what she would not say with it."""
    room, line = stage.channel(LOUNGE), sayings("whisper")[0]
    account = stage.account(line.who)
    before = await account.uses(room, "room whisper")
    form = await account.presses(before, "Write it (goes out within five minutes)")
    receipt = await account.fills(form, {"text": line.says})
    await stage.forward(timedelta(minutes=5, seconds=1))
    if RECEIPT.search(receipt.text) is None or not _says(stage, room, line.says):
        raise StoppedShort(line.who, "/room whisper", "it did not appear, or no receipt was given")
    return "Somebody posts without a name with /room whisper, and keeps a receipt. Nobody can look up who it is."


async def answer_whisper(stage: Stage) -> str:
    """A seasoned colleague answers, without her name too."""
    room, line = stage.channel(LOUNGE), sayings("whisper")[1]
    account = stage.account(line.who)
    post = _says(stage, room, sayings("whisper")[0].says)[0]
    before = await account.presses(post, "Answer without my name")
    await account.fills(await account.presses(before, "Write it, post at once"), {"text": line.says})
    await stage.settle()
    if not _says(stage, post.id, line.says):
        raise StoppedShort(line.who, "Answer without my name", "the answer did not appear in the thread")
    return (
        "Somebody else answers in its thread, without a name as well; each has a made-up name in this one conversation."
    )


def _says(stage: Stage, channel_id: int, words: str) -> list[discord.Message]:
    """Return the messages in a channel or thread that say exactly this, as the newcomer reads it."""
    reader = stage.account(NEWCOMER).id
    history = stage.simulation.history(reader, channel_id)
    return [message for message in history if message.embeds and message.embeds[0].description == words]


async def promote(stage: Stage) -> str:
    """A practitioner becomes somebody's supervisor, and the room closes behind her."""
    table = rows(PEOPLE)
    address = next(row["email"] for row in table if row["name"] == PROMOTED)
    for row in table:
        if row["name"] == SUPERVISED:
            row["supervisor_emails"] += f";{address}"
    path = write_rows(table, stage.house.settings.data_dir / "people.csv")
    await import_roster(stage.house, await stage.network(), Wishes(SITES, path, yes=True), Console(file=io.StringIO()))
    await stage.settle()
    if stage.simulation.may_read(stage.account(PROMOTED).id, stage.channel(LOUNGE)):
        raise StoppedShort(PROMOTED, f"#{LOUNGE}", "it is still open to her")
    return f"{PROMOTED} becomes {SUPERVISED}'s supervisor in the next roster, and loses the room at once."


async def let_in_by_hand(stage: Stage) -> str:
    """The server's owner gives a supervisor the practitioners' role by hand; it is taken back, and told."""
    account, room = stage.account(SUPERVISOR), stage.channel(LOUNGE)
    stage.simulation.give_role(account.id, ROLE)
    was_in = stage.simulation.may_read(account.id, room)
    await stage.settle()
    if not was_in or stage.simulation.may_read(account.id, room):
        raise StoppedShort(SUPERVISOR.name, f"#{LOUNGE}", "the role given by hand was not taken back")
    answer = await stage.account(NEWCOMER).uses(room, "room who")
    lines = [line for line in answer.text.splitlines() if f"<@{account.id}>" in line]
    if len(lines) < 2:
        raise StoppedShort(NEWCOMER.name, "/room who", "the ledger does not tell what happened")
    return (
        f"Somebody gives {SUPERVISOR.name} the role {ROLE} by hand. She is out again at once, "
        f"and /room who tells members that she got in, and out: {len(lines)} lines."
    )


CHAPTER = Chapter(
    "A room without supervisors",
    (talk, look_as_supervisor, ask_who_reads, whisper, answer_whisper, let_in_by_hand, promote),
)
