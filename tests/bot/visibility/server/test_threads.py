"""Threads on a server: what Discord says when asked, and what it refuses."""

from __future__ import annotations

import discord

from bot.visibility.keeping.upkeep import put_back, roles_there
from bot.visibility.keeping.who import UNKNOWN, Look
from bot.visibility.permissions.model import OBFUSCATED, Channel
from bot.visibility.server.threads import ThreadBook, inside, take_out, thread_on
from tests.cogs.rooms.seeing import LOUNGE, roles
from tests.kit.town import Town


async def test_a_thread_is_asked_about_once_until_an_event_and_one_that_may_not_be_seen_is_unknown(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    mentoring, lounge = (town.bot.get_channel(town.channel(name).id) for name in ("mentoring", LOUNGE))
    assert isinstance(mentoring, discord.TextChannel)
    assert isinstance(lounge, discord.TextChannel)
    guild, book = mentoring.guild, ThreadBook()
    thread = await mentoring.create_thread(name="A pair", type=discord.ChannelType.private_thread)
    public = town.env.backend.create_thread(mentoring.id, "All", ana.id)
    for actor in (ana, ben):
        await thread.add_user(discord.Object(actor.id))
    everybody, rest = frozenset({ana.id, ben.id, guild.me.id}), frozenset({ana.id, guild.me.id})
    assert roles(ana) == roles(ben) == {"Members", "Practitioners"}
    assert await inside(thread) == everybody
    assert await thread_on(guild, thread.id) == thread
    assert await thread_on(guild, lounge.id) is None, "a channel is no thread"
    assert await thread_on(guild, 1) is None

    assert book.channel(guild, thread.id) == Channel(thread.id, flags=OBFUSCATED), "nobody has asked yet"
    await book.learn(guild, [thread.id, public.id, lounge.id, 1])
    assert [book.is_gone(each) for each in (thread.id, public.id, lounge.id, 1, 2)] == [False, False, True, True, False]
    known = book.channel(guild, thread.id)
    assert known is not None
    assert (known.name, known.thread_members) == ("mentoring", everybody)
    assert {each.target_id for each in known.overwrites} == {each.id for each in mentoring.overwrites}
    assert (book.channel(guild, public.id) or known).thread_members is None
    assert (known.flags, (book.channel(guild, public.id) or known).flags) == (0, 0)
    assert book.channel(guild, lounge.id) is None

    await take_out(await thread.edit(archived=True), ben.id)
    state = town.env.backend.get_thread(thread.id).thread_metadata
    assert state is not None
    assert not state.archived, "Discord lets nobody out of an archived one"
    await take_out(thread, 5)  # left the server long ago
    assert await inside(thread) == rest
    await book.learn(guild, [thread.id])
    assert book.channel(guild, thread.id) == known, "not asked again"
    town.env.inject_error("GET", f"/channels/{thread.id}/thread-members", status=403, code=50001)
    book.doubt(thread.id)
    await book.learn(guild, [thread.id])
    assert not book.is_gone(thread.id)
    assert book.channel(guild, thread.id) == Channel(thread.id, flags=OBFUSCATED)
    book.doubt()
    await book.learn(guild, [thread.id])
    assert (book.channel(guild, thread.id) or known).thread_members == rest

    look = await Look.at(town.network, guild, [lounge.id])
    assert look.readers(1) == UNKNOWN
    assert roles_there(guild, {"a role that is gone": 404}) == {}
    assert not await put_back(lounge, "thread", None, {}), "a thread has its channel's overwrites"
    town.env.backend.delete_channel(thread.id)
    assert await inside(thread) is None
