"""Opening a circle's thread: private, with exactly its members in it; and taking somebody out who is erased."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.database.transaction import Tx
from bot.notices import Notices
from bot.outbox import Effect, Outbox, Retry
from bot.people.store import PeopleStore
from bot.visibility.admission.circles import OPEN_CIRCLE, Circle, CircleStore
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import request_look
from bot.visibility.server.language import texts_on
from bot.visibility.server.snapshot import know_everybody
from bot.visibility.server.threads import inside, take_out, thread_on
from cogs.meetups.circles import render
from cogs.meetups.store import MeetupStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House
    from bot.people.model import Person
    from config.texts import Texts

log = logging.getLogger(__name__)

LEAVE_CIRCLE: Final = "meetups.leave_circle"
TOLD = "meetups.circle"
NO_CHANNEL_SECONDS = 600.0  # until somebody has run /setup again
WEEK: Final = 10080  # Discord: minutes of silence after which a thread leaves the list; the longest it offers


async def open_circle(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Open a circle's thread, add its members, greet them; run again, it takes up what it had begun."""
    guild = house.guild_or_retry(network)
    await know_everybody(guild)
    async with network.read() as tx:
        circle = await CircleStore(tx).get(facts["circle_id"])
        space = await SpaceStore(tx).first("mentoring")
        taken = {each.channel_id for each in await SpaceStore(tx).all("thread")}
        people = await _people(tx, circle) if circle is not None else []
    if circle is None or circle.channel_id is not None or not people:
        return
    parent = guild.get_channel(space.channel_id) if space is not None else None
    if not isinstance(parent, discord.TextChannel):
        log.warning("circle %s waits for a thread: the mentoring channel is gone", circle.id)
        raise Retry(NO_CHANNEL_SECONDS)
    t = texts_on(guild)
    name = render.thread_name(t, _label(network, circle, t))
    members = [found for each in people if (found := guild.get_member(each.account_id or 0)) is not None]
    thread = await _begun(parent, name, members, taken) or await parent.create_thread(
        name=name, type=discord.ChannelType.private_thread, invitable=False, auto_archive_duration=WEEK
    )
    for member in members:
        await thread.add_user(member)
    async with network.write() as tx:
        await _record(tx, network, circle, thread, people, t, now=house.clock.now())
        if facts.get("instead_of") is not None:
            await MeetupStore(tx).move(facts["instead_of"], thread.id)


async def leave_circle(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Take somebody out of a circle's thread; a thread that is gone is fine."""
    guild = house.guild_or_retry(network)
    thread = await thread_on(guild, facts["channel_id"])
    if thread is not None:
        await take_out(thread, facts["account_id"])


async def _people(tx: Tx, circle: Circle) -> list[Person]:
    found = [await PeopleStore(tx).person(each) for each in circle.person_ids]
    return [each for each in found if each is not None and each.state == "active" and each.account_id is not None]


async def _begun(
    parent: discord.TextChannel, name: str, members: list[discord.Member], taken: set[int]
) -> discord.Thread | None:
    """Return the thread that an interrupted run left behind: ours, unrecorded, and nobody else in it."""
    ours = {parent.guild.me.id, *(member.id for member in members)}
    for thread in parent.threads:
        if thread.owner_id == parent.guild.me.id and thread.id not in taken and thread.name == name:
            there = await inside(thread)
            # an empty one may be another circle's, made this very moment
            if there is not None and there <= ours and len(there) > 1:
                return thread
    return None


async def _record(
    tx: Tx, network: Network, circle: Circle, thread: discord.Thread, people: list[Person], t: Texts, *, now: datetime
) -> None:
    await CircleStore(tx).opened(circle.id, thread.id)
    await SpaceStore(tx).add("thread", None, thread.id, thread.name)
    await request_look(tx, channels=[thread.id], now=now)
    label, line = _label(network, circle, t), network.community.safety.line
    accounts = [each.account_id for each in people if each.account_id is not None]
    card = render.first_card(t, label, accounts, safety_line=line)
    await Outbox(tx).post(thread.id, card, now=now, key=f"meetups.circle_card:{thread.id}")
    for person in people:
        own = texts_for(person.locale)
        told = render.told(own, _label(network, circle, own), thread.id)
        await Notices(tx).tell(person.id, TOLD, told, now=now, key=f"{TOLD}:{thread.id}:{person.id}")


def _label(network: Network, circle: Circle, t: Texts) -> str:
    topic = network.community.topic(circle.topic)
    return t.named(topic.label) if topic is not None else circle.topic


EFFECTS = {
    OPEN_CIRCLE: Effect(open_circle, is_idempotent=True),
    LEAVE_CIRCLE: Effect(leave_circle, is_idempotent=True),
}
