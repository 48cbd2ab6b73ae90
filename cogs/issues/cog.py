"""The commands of issues, and the right-click on one's own message."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from archive.issues.rules import MOST_CHARACTERS, Draft
from bot.ui.bot import StaffroomBot
from bot.ui.reception import OPENING_A_FORM
from bot.ui.visit import Visit
from bot.ui.vocabulary import topic_choices, topic_meant
from cogs.issues.board import show_board
from cogs.issues.choosing import issue_choices
from cogs.issues.looking import look_through, open_issue, picked
from cogs.issues.mine import show_mine
from cogs.issues.preparing import ask_for_words, begin
from cogs.issues.receipts import show_receipt
from cogs.issues.rules import CHOICE_NAMES, KIND_NAMES, STATUS_FILTERS, Look, NotYourMessage
from cogs.issues.supporting import add_voice
from cogs.issues.undoing import show_changes
from cogs.issues.unnamed import add_nameless_voice
from config.texts import N_

KINDS = [app_commands.Choice(name=name, value=kind) for kind, name in KIND_NAMES.items()]
STATUSES = [app_commands.Choice(name=name, value=status) for status, name in STATUS_FILTERS.items()]
OF_KIND = N_("Only what gets in the way, or what would help.")
OF_TOPIC = N_("Only what is about this.")
OF_STATUS = N_("Only what has come this far.")
FOR_POLICYMAKERS = [app_commands.Choice(name=name, value=choice) for choice, name in CHOICE_NAMES.items()]


@app_commands.guild_only()
class IssuesCog(
    commands.GroupCog, group_name="issue", group_description=N_("What sites struggle with, and what would help.")
):
    """Commands on issues."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=N_("Raise as an issue"), callback=raise_message)
        self.menu.guild_only = True

    async def cog_load(self) -> None:
        """Add the right-click command, which no group can hold."""
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        """Take the right-click command away with the rest."""
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    @app_commands.command(
        name="raise", extras=OPENING_A_FORM, description=N_("Tell colleagues what gets in the way, or what would help.")
    )
    @app_commands.describe(
        kind=N_("Does something get in the way, or would something help?"),
        topic=N_("What it is about; leave it out if nothing fits."),
        for_policymakers=N_("What policymakers may learn of it. Without an answer: nothing."),
        without_my_name=N_("Not even the database knows that it was you; you get a receipt."),
    )
    @app_commands.choices(kind=KINDS, for_policymakers=FOR_POLICYMAKERS)
    @app_commands.autocomplete(topic=topic_choices)
    async def raise_issue(
        self,
        interaction: discord.Interaction[StaffroomBot],
        kind: str | None = None,
        topic: str | None = None,
        for_policymakers: str | None = None,
        without_my_name: bool = False,
    ) -> None:
        """Show the card of choices; whoever makes them with the command gets the form at once.

        Whoever wants no name on it sees the card in any case: it says what that means.
        """
        visit, reach = await Visit.of(interaction), for_policymakers or "no"
        about = topic_meant(visit, topic)
        draft = Draft("", kind or "concern", about, for_policymakers=reach, is_anonymous=without_my_name)
        is_chosen = any(option is not None for option in (kind, topic, for_policymakers)) and not without_my_name
        await (ask_for_words if is_chosen else begin)(visit, draft)

    @app_commands.command(name="support", description=N_("Say that an issue is true for your site too."))
    @app_commands.describe(
        issue=N_("Type a word of it and pick it from the list."),
        without_my_name=N_("Not even the database knows that it was you; you get a receipt."),
    )
    @app_commands.autocomplete(issue=issue_choices)
    async def support(
        self, interaction: discord.Interaction[StaffroomBot], issue: str, without_my_name: bool = False
    ) -> None:
        """Add the member's voice, and with it their site's."""
        visit = await Visit.of(interaction)
        if without_my_name:
            await add_nameless_voice(visit, picked(issue))
        else:
            await visit.reply(await add_voice(visit, picked(issue)))

    @app_commands.command(name="receipt", description=N_("See what became of what you said without your name."))
    @app_commands.describe(receipt=N_("The receipt you were given; with it you also change it or take it back"))
    async def receipt(
        self, interaction: discord.Interaction[StaffroomBot], receipt: app_commands.Range[str, 1, 100]
    ) -> None:
        """Show what a receipt stands for."""
        await show_receipt(await Visit.of(interaction), receipt)

    @app_commands.command(name="show", description=N_("Read an issue, and what became of it."))
    @app_commands.describe(issue=N_("Type a word of it and pick it from the list."))
    @app_commands.autocomplete(issue=issue_choices)
    async def show(self, interaction: discord.Interaction[StaffroomBot], issue: str) -> None:
        """Show one issue whole."""
        visit = await Visit.of(interaction)
        await visit.reply(await open_issue(visit, picked(issue)))

    @app_commands.command(name="mine", description=N_("See what you raised and where it is."))
    @app_commands.describe(kind=OF_KIND, topic=OF_TOPIC, status=OF_STATUS)
    @app_commands.choices(kind=KINDS, status=STATUSES)
    @app_commands.autocomplete(topic=topic_choices)
    async def mine(
        self, interaction: discord.Interaction[StaffroomBot], kind: str = "", topic: str = "", status: str = ""
    ) -> None:
        """Show the member's own issues."""
        visit = await Visit.of(interaction)
        await visit.reply(await show_mine(visit, Look(kind, topic_meant(visit, topic), status, is_mine=True)))

    @app_commands.command(name="list", description=N_("Look through what sites raised, the newest first."))
    @app_commands.describe(kind=OF_KIND, topic=OF_TOPIC, status=OF_STATUS, my_site=N_("Only what your site says."))
    @app_commands.choices(kind=KINDS, status=STATUSES)
    @app_commands.autocomplete(topic=topic_choices)
    async def list_issues(
        self,
        interaction: discord.Interaction[StaffroomBot],
        kind: str = "",
        topic: str = "",
        status: str = "",
        my_site: bool = False,
    ) -> None:
        """Show a page of issues."""
        visit = await Visit.of(interaction)
        await visit.reply(await look_through(visit, Look(kind, topic_meant(visit, topic), status, my_site)))

    @app_commands.command(name="changes", description=N_("Stewards: what groupings did to themes; take it back."))
    async def changes(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show what can be taken back."""
        await show_changes(await Visit.of(interaction))

    @app_commands.command(name="board", description=N_("See what sites struggle with most."))
    async def board(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show the themes by rank."""
        await show_board(await Visit.of(interaction))


async def raise_message(interaction: discord.Interaction[StaffroomBot], message: discord.Message) -> None:
    """Offer the words of one's own message as the start of an issue."""
    visit = await Visit.of(interaction)
    await visit.person()
    if message.author.id != visit.account_id:
        raise NotYourMessage
    await begin(visit, Draft(message.content[:MOST_CHARACTERS]))
