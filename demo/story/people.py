"""Chapter: the roster arrives, the server is set up, people come in with their codes."""

from __future__ import annotations

import io
import re

from rich.console import Console

from bot.people.store import PeopleStore
from cogs.members.importing import import_roster
from cogs.members.issuing import mail_codes
from cogs.members.proposing import Wishes
from cogs.members.standing import add_steward
from demo.account import StoppedShort
from demo.stage import Stage
from demo.telling import Chapter
from demo.world import CAST, NEWCOMER, PEOPLE, SITES, STEWARD, rows, sayings

CODE = re.compile(r"^[2-9A-Z]{4}(?:-[2-9A-Z]{4}){2}$", re.MULTILINE)
GUESS = "2345-6789-ABCD"


async def import_people(stage: Stage) -> str:
    """Import the two spreadsheets as `staffroom roster import` does."""
    network, quiet = await stage.network(), Console(file=io.StringIO())
    await import_roster(stage.house, network, Wishes(SITES, PEOPLE, yes=True), quiet)
    async with network.read() as tx:
        store = PeopleStore(tx)
        people, sites = await store.people(), await store.sites()
    active = [person for person in people if person.state == "active"]
    districts = {site.district for site in sites}
    return (
        f"Two spreadsheets become the roster: {len(active)} people, {len(sites)} sites, {len(districts)} districts. "
        f"{len(people) - len(active)} supervisors who are not on it are kept in mind as people outside."
    )


async def name_a_steward(stage: Stage) -> str:
    """Name the first steward as `staffroom steward add` does."""
    await add_steward(stage.house, await stage.network(), (await stage.person(STEWARD.name)).email or "")
    return f"The host names {STEWARD.name} as steward; every member can read that in the log."


async def set_up_the_server(stage: Stage) -> str:
    """Run /setup as the server's owner, and use what is proposed."""
    owner = stage.owner
    opening = await owner.uses(stage.simulation.first_channel, "setup")
    await owner.presses_at(opening, "setup:proposed")
    await stage.settle()
    guild = stage.simulation.guild
    return (
        f"{owner.name}, who owns the server, runs /setup and uses what is proposed: it makes {len(guild.roles) - 2} "
        f"roles and {len(guild.channels) - 1} channels and categories."
    )


async def send_codes(stage: Stage) -> str:
    """Mail a one-time code to everybody."""
    count = await mail_codes(stage.house, await stage.network(), None)
    await stage.settle()
    return f"{count} one-time codes leave by mail, each to the address on the roster."


async def turn_a_guess_away(stage: Stage) -> str:
    """Try a code that was never issued."""
    answer = await stage.account(NEWCOMER).is_refused(stage.simulation.first_channel, "join", code=GUESS)
    return f"A guessed code opens nothing. “{answer.split('.')[0]}.”"


async def come_in(stage: Stage) -> str:
    """Everybody in the story joins with the code from their mail."""
    addresses = {row["name"]: row["email"] for row in rows(PEOPLE)}
    said = {line.who for part in ("chat", "issues", "shared", "later", "again", "forum") for line in sayings(part)}
    names = sorted(said | {cast.name for cast in CAST if cast.is_on_discord})
    for name in names:
        await stage.account(name).uses(
            stage.simulation.first_channel, "join", code=code_for(stage, name, addresses[name])
        )
    await stage.settle()
    return f"{len(names)} people come in with /join and their code, and are given exactly the rooms that are theirs."


def code_for(stage: Stage, name: str, address: str) -> str:
    """Return the code that was mailed to somebody."""
    for letter in stage.mailbox.to(address):
        found = CODE.search(letter.text)
        if found:
            return found[0]
    raise StoppedShort(name, "/join", "no code arrived by mail")


BEGINNING = (import_people, name_a_steward, set_up_the_server)
CHAPTER = Chapter("People and places", (*BEGINNING, send_codes, turn_a_guess_away, come_in))
