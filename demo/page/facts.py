"""What the page shows, worked out anew for every request from the simulated server and the database."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.people.graph import SupervisionGraph
from bot.people.model import Person
from bot.people.rules import is_practitioner, is_supervisor
from bot.people.store import PeopleStore
from config.community import Community
from config.texts import N_, Texts
from demo.page.chat import name_of, said_in
from demo.seen import ChannelSeen, Face, PersonSeen
from demo.stage import Stage
from demo.world import CAST

SHUT = N_("Kept out")
MOST_NAMED = 4


def guild_of(stage: Stage) -> discord.Guild:
    """Return the server as the bot knows it; raises `LookupError` while it does not."""
    guild = stage.house.client.get_guild(stage.simulation.guild.id) if stage.house.client else None
    if guild is None:
        raise LookupError("the bot is on no server")
    return guild


async def people(stage: Stage, t: Texts) -> list[PersonSeen]:
    """Return the cast, each with the reason for what they may see."""
    network = await stage.network()
    async with network.read() as tx:
        by_name = {person.name: person for person in await PeopleStore(tx).people()}
        graph = await PeopleStore(tx).graph()
    return [
        PersonSeen(
            key=cast.key,
            face=Face(cast.name),
            role=cast.role,
            why=_why(t, cast.name.split()[0], by_name.get(cast.name), graph, network.community),
            is_on_discord=cast.is_on_discord,
        )
        for cast in CAST
    ]


def _why(t: Texts, first: str, person: Person | None, graph: SupervisionGraph, community: Community) -> str:
    if person is None:
        return t(
            "{first} is not on Discord. The digest comes by mail once a month, with a signed page to respond on; "
            "the response goes back to the members.",
            first=first,
        )
    if is_practitioner(person, graph, community):
        return t("{first} supervises nobody, so the practitioners' rooms are open.", first=first)
    if is_supervisor(person, graph, community):
        return t.many(
            "{first} supervises one person here, so the practitioners' rooms are shut.",
            "{first} supervises {count} people here, so the practitioners' rooms are shut.",
            len(graph.below(person.id)),
            first=first,
        )
    return t("{first} is no practitioner, so the practitioners' rooms stay shut, steward or not.", first=first)


def channels(stage: Stage, account_id: int, t: Texts) -> dict[str, list[ChannelSeen]]:
    """Return the channels that an account may open, by category, and the ones it is kept out of."""
    found: dict[str, list[ChannelSeen]] = {}
    shut: list[ChannelSeen] = []
    for group, channel in _every_channel(guild_of(stage), t("Server")):
        seen = _channel(stage, account_id, channel, group)
        if seen.is_open:
            found.setdefault(group, []).append(seen)
        elif seen.kind != "thread":
            shut.append(seen)
    letters = [
        message for account in stage.accounts.values() if account.id == account_id for message in account.letters()
    ]
    if letters:
        own = ChannelSeen(letters[0].channel.id, t("From Staffroom"), "direct", "", True, len(letters))
        found[t("Direct messages")] = [own]
    return {**found, t(SHUT): shut} if shut else found


def _every_channel(
    guild: discord.Guild, server: str
) -> Iterator[tuple[str, discord.abc.GuildChannel | discord.Thread]]:
    for category, members in guild.by_category():
        group = category.name if category else server
        for channel in members:
            yield group, channel
            if isinstance(channel, discord.TextChannel | discord.ForumChannel):
                yield from ((group, thread) for thread in channel.threads)


def _channel(
    stage: Stage, account_id: int, channel: discord.abc.GuildChannel | discord.Thread, group: str
) -> ChannelSeen:
    is_open = stage.simulation.may_read(account_id, channel.id)
    kinds = {"forum": "forum", "voice": "voice", "private_thread": "thread", "public_thread": "thread"}
    said = said_in(stage, account_id, channel.id) if is_open else []
    kind, under = kinds.get(channel.type.name, "text"), getattr(channel, "parent_id", None)
    return ChannelSeen(channel.id, channel.name, kind, group, is_open, len(said), under)


def may_write(stage: Stage, account_id: int, channel_id: int) -> bool:
    """Say whether an account may write in a channel or thread; in its messages with the bot it always may."""
    guild = guild_of(stage)
    channel, member = guild.get_channel_or_thread(channel_id), guild.get_member(account_id)
    if channel is None or member is None:
        return channel is None
    allowed = channel.permissions_for(member)
    return allowed.send_messages_in_threads if isinstance(channel, discord.Thread) else allowed.send_messages


def readers_line(stage: Stage, channel_id: int, t: Texts) -> str:
    """Return one sentence on who can read a channel now, the server's owner and the bot included."""
    guild, found = guild_of(stage), stage.simulation.readers(channel_id)
    persons = [member.display_name for member in map(guild.get_member, found) if member and not member.bot]
    owner = guild.owner.display_name if guild.owner else ""
    others = [name for name in persons if name != owner]
    named, left = ", ".join(others[:MOST_NAMED]), len(others) - MOST_NAMED
    if left > 0:
        said = t("Read by {names} and {count} more.", names=named, count=left)
    else:
        said = t("Read by {names}.", names=named or t("nobody else"))
    if owner in persons:
        said += " " + t("The server's owner, {owner}, can read every channel on Discord.", owner=owner)
    return said


def names(stage: Stage, t: Texts) -> dict[int, str]:
    """Return how accounts, roles and channels are called, by id."""
    guild = guild_of(stage)
    return (
        {thing.id: thing.name for thing in (*guild.roles, *guild.channels, *guild.threads)}
        | {member.id: name_of(member) for member in guild.members}
        | {each.actor.user.dm_channel.id: t("{name}'s messages", name=each.name) for each in stage.accounts.values()}
    )


def events(stage: Stage, account_id: int) -> list[discord.ScheduledEvent]:
    """Return the events whose channel an account may see, those that are over left out as Discord leaves them out."""
    now, known = stage.clock.now(), guild_of(stage).scheduled_events
    coming = [event for event in known if event.channel_id and (event.end_time or event.start_time) > now]
    seen = [event for event in coming if event.channel_id and stage.simulation.may_read(account_id, event.channel_id)]
    return sorted(seen, key=lambda event: event.start_time)
