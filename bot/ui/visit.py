"""A visit: one interaction, with who is there and in which network, looked up anew each time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import discord

from bot.cards import Card, Form
from bot.database.network import Network
from bot.errors import Refusal
from bot.house import House
from bot.people.knowing import network_knowing
from bot.people.language import speak_to
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.ui.payloads import answers_in, language_of
from bot.ui.putting_off import answering
from bot.ui.reception import OPENS_FORM
from bot.ui.render import to_message, to_modal
from config.texts import N_, SOURCE_LANGUAGE, Texts, texts_for

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot

T = TypeVar("T")
FORM_SECONDS = 2.0  # of the three there are: what Discord says has to reach us, and our answer Discord
NOBODY = discord.AllowedMentions.none()
LATER = discord.InteractionResponseType.deferred_channel_message
IS_FILLED = "is_filled"  # of the interaction: the answer came where somebody had read that we think


@dataclass
class NotAMember(Refusal):
    """The account is not linked to anyone on the roster."""

    says: ClassVar[str] = N_("You're not linked to the roster yet. Use /join with the code your network sent you.")


@dataclass
class NotSetUp(Refusal):
    """The server belongs to no network."""

    says: ClassVar[str] = N_("This server isn't set up yet. Its owner can do that with /setup.")


@dataclass
class DiscordIsSlow(Refusal):
    """Discord has not answered in the time there is."""

    says: ClassVar[str] = N_("Discord is slow to answer at the moment. Nothing was changed; press again in a minute.")


@dataclass
class Visit:
    """One interaction. Replies are private unless a feature posts through the outbox."""

    interaction: discord.Interaction[StaffroomBot]
    house: House
    network: Network
    t: Texts
    now: datetime
    values: Sequence[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    async def of(cls, interaction: discord.Interaction[StaffroomBot]) -> Visit:
        """Return the visit that an interaction is; raises `NotSetUp`."""
        house = interaction.client.house
        network = await _network(house, interaction)
        data: Any = interaction.data or {}
        return cls(
            interaction=interaction,
            house=house,
            network=network,
            t=language_of(interaction),
            now=house.clock.now(),
            values=tuple(data.get("values", ())),
            answers=dict(answers_in(data.get("components", ()))),
        )

    @property
    def account_id(self) -> int:
        """The Discord account behind the interaction."""
        return self.interaction.user.id

    @property
    def t_here(self) -> Texts:
        """What everybody on the server reads, wherever the visitor comes from."""
        guild = self.house.guild(self.network)
        return texts_for(str(guild.preferred_locale) if guild is not None else SOURCE_LANGUAGE)

    async def remember_language(self) -> None:
        """Note the language that the visitor reads here, for what they are told later.

        It writes a row about them, so nothing that is done without a name calls it.
        """
        async with self.network.read() as tx:
            person = await PeopleStore(tx).by_account(self.account_id)
        if person is not None and person.locale != self.t.language:
            async with self.network.write() as tx:
                await speak_to(tx, person.id, self.t.language)

    async def person(self) -> Person:
        """Return the active member behind the account; raises `NotAMember`."""
        async with self.network.read() as tx:
            person = await PeopleStore(tx).by_account(self.account_id)
        if person is None or person.state != "active":
            raise NotAMember
        return person

    async def steward(self) -> Person:
        """Return the steward behind the account; raises `NotAMember` or `NotAllowed`."""
        person = await self.person()
        async with self.network.read() as tx:
            await StewardStore(tx).check(person.id)
        return person

    async def owner_or_steward(self) -> None:
        """Let pass the server's owner and stewards; raises `NotAMember` or `NotAllowed` for everyone else."""
        guild = self.interaction.guild
        if guild is None or guild.owner_id != self.account_id:
            await self.steward()

    async def reply(self, card: Card | str, *, files: Sequence[discord.File] = ()) -> None:
        """Answer privately; fills the deferred reply if there is one."""
        message = to_message(Card(text=card) if isinstance(card, str) else card)
        response = self.interaction.response
        async with answering(self.interaction):
            if not response.is_done():
                await response.send_message(**message, ephemeral=True, allowed_mentions=NOBODY, files=list(files))
                return
        if response.type is LATER and not self.interaction.extras.get(IS_FILLED):
            self.interaction.extras[IS_FILLED] = True
            await self.interaction.edit_original_response(**message, attachments=list(files), allowed_mentions=NOBODY)
        else:
            await self.interaction.followup.send(**message, ephemeral=True, allowed_mentions=NOBODY, files=list(files))

    async def update(self, card: Card) -> None:
        """Replace the message whose button was clicked."""
        async with answering(self.interaction):
            if not self.interaction.response.is_done():
                await self.interaction.response.edit_message(**to_message(card), allowed_mentions=NOBODY)
                return
        await self.interaction.edit_original_response(**to_message(card), allowed_mentions=NOBODY)

    async def take_note(self) -> None:
        """Say that the message under which something was pressed will change in a moment."""
        async with answering(self.interaction):
            if not self.interaction.response.is_done():
                await self.interaction.response.defer()

    async def wait(self) -> None:
        """Say that the answer takes a moment; call it first when the work may take more than a second."""
        async with answering(self.interaction):
            if not self.interaction.response.is_done():
                await self.interaction.response.defer(ephemeral=True, thinking=True)

    async def soon(self, asked: Awaitable[T], *, seconds: float = FORM_SECONDS) -> T:
        """Return what Discord is asked before a form is opened; raises `DiscordIsSlow` while there is time to say so.

        A form has to come within three seconds of the click, and nothing may come before it.
        Source: https://discord.com/developers/docs/interactions/receiving-and-responding
        """
        try:
            async with asyncio.timeout(seconds):
                return await asked
        except TimeoutError as late:
            raise DiscordIsSlow from late

    async def ask(self, form: Form) -> None:
        """Open a form; what is typed arrives at its address. Who calls this has said so (`Actions.on`)."""
        if not self.interaction.extras.get(OPENS_FORM):
            raise RuntimeError("what opens a form says so where it is registered: it can't be put off")
        await self.interaction.response.send_modal(to_modal(form))


async def _network(house: House, interaction: discord.Interaction[StaffroomBot]) -> Network:
    """Return the network of the server, or, in a direct message, the network that knows the account."""
    if interaction.guild_id is None:
        network = await network_knowing(house.database, interaction.user.id)
    else:
        network = await house.networks.for_guild(interaction.guild_id)
    if network is None:
        raise NotAMember if interaction.guild_id is None else NotSetUp
    return network
