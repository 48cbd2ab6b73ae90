"""The commands of rooms: see who reads one, find, open, join, leave and close them."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.people.rules import Audience
from bot.ui.anonymous.aims import Aim
from bot.ui.anonymous.writing import show_before
from bot.ui.bot import StaffroomBot
from bot.ui.reception import OPENING_A_FORM
from bot.ui.visit import Visit
from bot.ui.vocabulary import topic_choices, topic_meant
from bot.visibility.admission.rooms import RoomKind
from cogs.rooms.flags import flagging
from cogs.rooms.flags.views import show_flags
from cogs.rooms.opened.listing import initiative_choices, joinable_choices, own_choices, show_list
from cogs.rooms.opened.proposal import Asked
from cogs.rooms.opened.views import close_here, invite_here, join_named, leave_here, propose
from cogs.rooms.readers.showing.overseeing import decide, show_overseers
from cogs.rooms.readers.showing.views import show_who
from config.texts import N_

KINDS = [
    app_commands.Choice(name=N_("Open to everybody of its audience"), value="open"),
    app_commands.Choice(name=N_("For whoever joins it"), value="joined"),
    app_commands.Choice(name=N_("Small: its members by name"), value="small"),
]
AUDIENCES = [
    app_commands.Choice(name=N_("Practitioners"), value="practitioners"),
    app_commands.Choice(name=N_("People who lead others"), value="leads"),
    app_commands.Choice(name=N_("Principals"), value="principals"),
]


@app_commands.guild_only()
class RoomCog(commands.GroupCog, group_name="room", group_description=N_("Rooms without supervisors")):
    """What members can ask about their rooms."""

    def __init__(self, bot: StaffroomBot) -> None:
        self._bot = bot
        super().__init__()

    @app_commands.command(name="who", description=N_("Everyone who can read this space right now, and why."))
    async def who(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show who can read the space where the command was given."""
        await show_who(await Visit.of(interaction), interaction.channel_id or 0)

    @app_commands.command(
        name="overseers", description=N_("Who reads everything here, and whom members have accepted.")
    )
    @app_commands.describe(
        decision=N_("For stewards: record that members accept somebody, or no longer do"),
        who=N_("For stewards: the account it is about"),
    )
    @app_commands.choices(
        decision=[
            app_commands.Choice(name=N_("accept"), value="accept"),
            app_commands.Choice(name=N_("withdraw"), value="withdraw"),
        ]
    )
    async def overseers(
        self,
        interaction: discord.Interaction[StaffroomBot],
        decision: app_commands.Choice[str] | None = None,
        who: discord.User | None = None,
    ) -> None:
        """Show the list, or record what the members decided about one account."""
        visit = await Visit.of(interaction)
        if decision is None or who is None:
            await show_overseers(visit)
        else:
            await decide(visit, "accept" if decision.value == "accept" else "withdraw", who)

    @app_commands.command(name="flag", description=N_("Say in confidence that somebody in this room supervises you."))
    @app_commands.describe(person=N_("Who it is; you see what happens before anything does"))
    async def flag(self, interaction: discord.Interaction[StaffroomBot], person: discord.User) -> None:
        """Show what happens if the visitor says so."""
        await flagging.ask(await Visit.of(interaction), person.id)

    @app_commands.command(name="list", description=N_("The spaces that are open to you."))
    async def list(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show the visitor's spaces."""
        await show_list(await Visit.of(interaction))

    @app_commands.command(
        name="open", extras=OPENING_A_FORM, description=N_("Open a room for people in work like yours.")
    )
    @app_commands.describe(
        audience=N_("Who it is for; it has to be for you too"),
        kind=N_("How people get in"),
        topic=N_("What it is about: start typing and pick one"),
        sites=N_("Only for these sites, with commas between; leave out for all sites"),
        initiative=N_("Only for the sites of one initiative"),
    )
    @app_commands.choices(audience=AUDIENCES, kind=KINDS)
    @app_commands.autocomplete(topic=topic_choices, initiative=initiative_choices)
    async def open(
        self,
        interaction: discord.Interaction[StaffroomBot],
        audience: Audience,
        kind: RoomKind,
        topic: str | None = None,
        sites: app_commands.Range[str, 0, 1000] = "",
        initiative: app_commands.Range[str, 0, 100] = "",
    ) -> None:
        """Ask for the name and the purpose of a room that may be opened."""
        visit = await Visit.of(interaction)
        await propose(visit, Asked(kind, audience, topic_meant(visit, topic), sites, initiative))

    @app_commands.command(name="join", description=N_("Join a room that admits you."))
    @app_commands.describe(room=N_("Which one: start typing and pick a room"))
    @app_commands.autocomplete(room=joinable_choices)
    async def join(self, interaction: discord.Interaction[StaffroomBot], room: str) -> None:
        """Join a room."""
        await join_named(await Visit.of(interaction), room)

    @app_commands.command(name="invite", description=N_("Ask somebody whether they want to join the room you are in."))
    @app_commands.describe(member=N_("Whom; nobody is added without their own yes"))
    async def invite(self, interaction: discord.Interaction[StaffroomBot], member: discord.User) -> None:
        """Invite somebody to a room."""
        await invite_here(await Visit.of(interaction), member.id)

    @app_commands.command(name="leave", description=N_("Leave a room that you joined."))
    @app_commands.describe(room=N_("Which one; leave out for the room you are in"))
    @app_commands.autocomplete(room=own_choices)
    async def leave(self, interaction: discord.Interaction[StaffroomBot], room: str | None = None) -> None:
        """Leave a room."""
        await leave_here(await Visit.of(interaction), room)

    @app_commands.command(name="close", description=N_("Close the room you are in: it stays readable, nothing new."))
    async def close(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Close a room."""
        await close_here(await Visit.of(interaction))

    @app_commands.command(name="whisper", description=N_("Post in this room without your name."))
    async def whisper(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Say who reads the room and what anonymity cannot do, then take the words."""
        await show_before(await Visit.of(interaction), Aim("room", interaction.channel_id or 0))


@app_commands.command(name="flags", description=N_("Stewards: what members said in confidence, to be settled."))
@app_commands.guild_only()
async def flags_command(interaction: discord.Interaction[StaffroomBot]) -> None:
    """Show what waits for the visitor to settle."""
    await show_flags(await Visit.of(interaction))
