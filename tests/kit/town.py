"""A town: the whole application on a simulated Discord, with a database file and a mail server of its own."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import discord
from pydantic import SecretStr
from simcord import Env
from simcord.actors import MemberActor
from simcord.backend import Backend
from simcord.builders import ChannelHandle, GuildHandle, UserHandle

from bot.clock import ManualClock
from bot.database.ids import new_id
from bot.database.network import Network
from bot.errors import Refusal
from bot.house import House
from bot.people.model import Person, Site
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.run import features
from bot.run.app import open_app
from bot.ui.bot import StaffroomBot
from bot.visibility.admission.access import request_sync
from config.settings import Settings
from demo.mailbox import Mailbox
from demo.pinning import teach_pinning
from tests.kit.guard import watch
from tests.kit.holding import waits_while_holding

SETTLE_SECONDS = 60.0

# what /setup offers, by how the server stands
BUILDS = ("Use what is proposed", "Put right what is missing", "Look everything over")


class Incidents(logging.Handler):
    """Keeps every record that means something went wrong inside the house."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class PatientEnv(Env):
    """Waits at a start as long as anywhere else: on a busy machine the five seconds the simulation gives are few."""

    async def _settle_internal(self, *, timeout: float | None = None, **options: Any) -> None:  # noqa: ASYNC109 -- theirs
        del timeout  # the one this simulation was made with
        await super()._settle_internal(**options)


@dataclass
class Town:
    """The people, the server and the house, and the ways to move them."""

    env: Env
    guild: GuildHandle
    house: House
    network_id: int
    clock: ManualClock
    letters: Mailbox
    incidents: Incidents
    sites: dict[str, Site] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)  # by Discord account
    _network: Network | None = None

    @property
    def bot(self) -> StaffroomBot:
        assert self.house.client is not None
        return self.house.client

    @property
    def network(self) -> Network:
        assert self._network is not None
        return self._network

    @property
    def mailbox(self) -> list[EmailMessage]:
        return [letter.message for letter in self.letters.letters]

    @property
    def owner(self) -> MemberActor:
        return MemberActor(self.env, self.guild, self.guild.owner)

    def person(self, actor: MemberActor) -> Person:
        """The roster's person behind an actor."""
        return self.people[actor.id]

    def channel(self, name: str) -> ChannelHandle:
        return self.guild.channels[name]

    def channel_by_id(self, channel_id: int) -> ChannelHandle:
        """Threads too."""
        return ChannelHandle(self.env, self.guild, self.env.backend.channels[channel_id])

    def bot_messages(self, channel: ChannelHandle) -> list[discord.Message]:
        """What the bot posted in a channel, and in its threads, oldest first."""
        if isinstance(self.bot.get_channel(channel.id), discord.CategoryChannel):
            return []
        me = self.bot.user
        posts = [message for message in channel.history() if message.type is discord.MessageType.default]
        own = [message for message in posts if me is not None and message.author.id == me.id]
        return own + [message for thread in channel.threads for message in self.bot_messages(thread)]

    def direct_messages(self, actor: MemberActor) -> list[discord.Message]:
        """What the bot wrote to somebody privately, oldest first."""
        return actor.user.dm_channel.history()

    async def add_site(self, name: str, district: str = "North", region: str = "North", **fields: Any) -> Site:
        values = {"level": "elementary", "opened_on": date(2019, 8, 1), "time_zone": "America/Chicago", **fields}
        site = Site(new_id(), name, district, region, **values)
        async with self.network.write() as tx:
            await PeopleStore(tx).add_site(site)
        self.sites[name] = site
        return site

    async def enrol(
        self,
        name: str,
        position: str = "coordinator",
        site: str | None = "Oak Elementary",
        *,
        supervisors: tuple[str, ...] = (),
        **fields: Any,
    ) -> Person:
        """Put somebody on the roster. Supervisors are named by mail address."""
        if site is not None and site not in self.sites:
            await self.add_site(site)
        values: dict[str, Any] = {"started_on": date(2025, 9, 1), "languages": ("en",), **fields}
        email = values.pop("email", name.lower().replace(" ", ".") + "@example.org")
        place = self.sites[site].id if site else None
        person = Person(new_id(), name, email, position, place, **values)
        async with self.network.write() as tx:
            store = PeopleStore(tx)
            await store.add_person(person, now=self.clock.now())
            above = [await store.by_email(address) for address in supervisors]
            await store.set_supervisors(person.id, [boss.id for boss in above if boss is not None])
        return person

    async def join(
        self,
        name: str,
        position: str = "coordinator",
        site: str | None = "Oak Elementary",
        *,
        steward: bool = False,
        **fields: Any,
    ) -> MemberActor:
        """Put somebody on the roster and on the server, linked, with their roles."""
        person = await self.enrol(name, position, site, **fields)
        user = self.env.create_user(name.lower().replace(" ", "."), global_name=name)
        actor = self.guild.add_member(user)
        async with self.network.write() as tx:
            store = PeopleStore(tx)
            await store.link(person.id, user.id, self.clock.now())
            if steward:
                await StewardStore(tx).add(person.id, by=None, now=self.clock.now())
            await request_sync(tx, person.id, now=self.clock.now())
        self.people[user.id] = person
        await self.settle()
        return actor

    async def link(self, email: str) -> MemberActor:
        """Put somebody who is already on the roster on the server, linked, with their roles."""
        async with self.network.write() as tx:
            person = await PeopleStore(tx).by_email(email)
            assert person is not None
            actor = self.guild.add_member(
                self.env.create_user(email.split("@", maxsplit=1)[0], global_name=person.name)
            )
            await PeopleStore(tx).link(person.id, actor.id, self.clock.now())
            await request_sync(tx, person.id, now=self.clock.now())
        self.people[actor.id] = person
        await self.settle()
        return actor

    def actor(self, person: Person) -> MemberActor:
        """Somebody who is on the server, as they act."""
        [account_id] = [account for account, each in self.people.items() if each.id == person.id]
        return MemberActor(self.env, self.guild, UserHandle(self.env, self.env.backend.get_user(account_id)))

    def member(self, actor: MemberActor) -> discord.Member:
        """An actor as the bot sees them."""
        assert actor.member is not None
        return actor.member

    def stranger(self, name: str) -> MemberActor:
        """Somebody on the server who is on no roster."""
        return self.guild.add_member(self.env.create_user(name.lower(), global_name=name))

    def assert_no_incident(self) -> None:
        """Nothing went wrong inside the house."""
        assert not self.incidents.records, [record.getMessage() for record in self.incidents.records]

    async def set_up(self) -> Any:
        """Run /setup as the server's owner, and have it build or put right what there is to."""
        channel = self.guild.channels.get("general") or self.guild.create_text_channel("general")
        result = await self.owner.slash(channel, "setup")
        opening = result.followups[-1] if result.followups else result.response
        if opening is not None and opening.message.components:
            rows: Any = opening.message.components
            labels = {getattr(each, "label", None) for row in rows for each in row.children}
            result = await self.owner.click(opening.message, label=next(each for each in BUILDS if each in labels))
        self._network = await self.house.networks.get(self.network_id)
        await self.settle()
        return result

    async def settle(self) -> None:
        """Let everything that is due happen."""
        await self.env.settle()
        assert self.house.courier is not None
        await self.house.courier.drain()
        await self.env.settle()

    async def forward(self, step: timedelta) -> None:
        """Move the clock, wake the sweeps, deliver what they owe."""
        self.clock.forward(step)
        await self.env.advance_time(step.total_seconds())
        assert self.house.pulse is not None
        await self.house.pulse.beat()
        await self.settle()

    def forget_members(self) -> None:
        """Let the bot be as just after a start: connected, and Discord has not told yet who is on the server."""
        for guild in self.bot.guilds:
            guild._members = {guild.me.id: guild.me}

    async def restart(self) -> None:
        """Start the bot anew; the database and the server stay."""
        await self.settle()
        old = self.house.client
        self.house.client = StaffroomBot(self.house, features.cog_names())
        await self.env.restart_bot(self.house.client)
        if old is not None:
            await old.close()
        for guild in self.bot.guilds:
            await guild.chunk()
        await self.settle()


@cache
def _settings() -> Settings:
    """Return what all towns share: to read every setting from everywhere takes longer than some tests."""
    return Settings(
        _env_file=None,
        mail_from="staffroom@example.org",
        reply_to="replies@example.org",
        public_url="http://127.0.0.1:1",
        web_port=0,
    )


def town_settings(folder: Path, mail_url: str) -> Settings:
    """Return the settings of a town that lives in a folder."""
    own = {"data_dir": folder / "data", "keys_dir": folder / "keys", "smtp_url": SecretStr(mail_url)}
    return _settings().model_copy(update=own)


@asynccontextmanager
async def open_town(
    settings: Settings, clock: ManualClock, letters: Mailbox, *, server: Backend | None = None
) -> AsyncIterator[Town]:
    """Start the application on a simulated Discord: an empty one, or a server that is linked to the database."""
    incidents = Incidents()
    logging.getLogger().addHandler(incidents)
    try:
        async with open_app(settings, clock, pulse=False) as house:
            watch(house.database.engine)
            waits = waits_while_holding(house.database)
            assert house.client is not None
            teach_pinning()
            env = PatientEnv(house.client, settle_timeout=SETTLE_SECONDS, check_errors=True)
            if server is not None:
                env.backend = server
            env.backend.advance_clock((clock.now() - env.now()).total_seconds())
            await env.start()
            try:
                [network] = await house.networks.all()
                guild = _guild(env)
                await house.networks.link(network.id, guild.id)
                town = Town(env, guild, house, network.id, clock, letters, incidents)
                town._network = await house.networks.get(network.id)
                yield town
                if env._started:  # what was begun ends: the simulation breaks off even a connection's way back
                    await env.settle()
                unexpected = [error for error in env.errors if not _is_refusal(error)]
                if unexpected:
                    raise BaseExceptionGroup("the bot raised", unexpected)
            finally:
                await env.shutdown()
            assert not waits, waits
    finally:
        logging.getLogger().removeHandler(incidents)


def _guild(env: Env) -> GuildHandle:
    """Return the simulation's one server, created if it is not there yet."""
    for kept in env.backend.guilds.values():
        return GuildHandle(env, kept)
    return env.create_guild("North county schools", owner=env.create_user("dana", global_name="Dana Owner"))


def _is_refusal(error: BaseException) -> bool:
    """A refusal is an answer: the simulation notes what a command raised even where the door answered it."""
    return isinstance(getattr(error, "original", error), Refusal)
