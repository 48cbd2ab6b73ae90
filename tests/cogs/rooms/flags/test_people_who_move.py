"""What happens to a flag when people leave, are erased, or the roster changes; and in a pair's thread."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import request_look
from cogs.privacy.walk import erase_all, export_all
from cogs.rooms.flags.store import FlagStore
from tests.cogs.rooms.flags.telling import begin, flag, read_by, settle
from tests.cogs.rooms.seeing import reads
from tests.cogs.setup.replies import told
from tests.kit.town import Town


async def inside(town: Town, thread: discord.Thread) -> set[int]:
    found = town.bot.get_channel(thread.id)
    assert isinstance(found, discord.Thread)
    return {each.id for each in await found.fetch_members()}


async def pair_thread(town: Town, *actors: MemberActor) -> discord.Thread:
    mentoring = town.bot.get_channel(town.channel("mentoring").id)
    assert isinstance(mentoring, discord.TextChannel)
    thread = await mentoring.create_thread(name="A pair", type=discord.ChannelType.private_thread)
    for actor in actors:
        await thread.add_user(discord.Object(actor.id))
    async with town.network.write() as tx:
        await SpaceStore(tx).add("thread", None, thread.id, thread.name)
        await request_look(tx, channels=[thread.id], now=town.clock.now())
    await town.settle()
    return thread


async def two_and_a_steward(town: Town) -> tuple[MemberActor, MemberActor, MemberActor]:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher", "Pine Middle")
    return ana, ben, await town.join("Sam Steward", "programme manager", None, steward=True)


async def test_a_mentor_flagged_in_the_pairs_thread_is_out_of_it_and_back_after_a_mistake(town: Town) -> None:
    ana, ben, sam = await two_and_a_steward(town)
    thread = await pair_thread(town, ana, ben)
    where = town.channel_by_id(thread.id)
    assert "2 people read here, so they may guess" in told(await begin(town, ana, ben, where))
    await flag(town, ana, ben, where)
    assert ben.id not in await inside(town, thread)
    assert ana.id in await inside(town, thread)
    assert not reads(town, ben)
    assert f"<@{ben.id}>: access paused." in told(await ana.slash(where, "room who"))
    await settle(town, sam, "It's a mistake")
    assert ben.id in await inside(town, thread)


async def test_a_flag_raised_in_a_room_takes_the_person_out_of_the_thread_of_both(town: Town) -> None:
    ana, ben, sam = await two_and_a_steward(town)
    thread = await pair_thread(town, ana, ben)
    await flag(town, ana, ben)
    assert ben.id not in await inside(town, thread)
    await settle(town, sam, "It's true")
    assert ben.id not in await inside(town, thread)


async def test_whoever_is_added_again_to_a_thread_while_paused_is_taken_out(town: Town) -> None:
    ana, ben, _ = await two_and_a_steward(town)
    thread = await pair_thread(town, ana, ben)
    await flag(town, ana, ben)
    town.env.backend.add_thread_member(thread.id, ben.id)
    await town.settle()
    assert ben.id not in await inside(town, thread)


async def test_with_two_flags_about_one_person_access_comes_back_only_after_both_are_lifted(town: Town) -> None:
    ana, ben, sam = await two_and_a_steward(town)
    cleo = await town.join("Cleo Park", "teacher")
    first = await begin(town, ana, ben)
    await flag(town, cleo, ben)
    assert first.response is not None
    again = await ana.click(first.response, label="Yes, tell a steward")
    await town.settle()
    assert "isn't one of the members" in "".join(str(each.embeds[0].description) for each in again.followups)
    await settle(town, sam, "It's a mistake")
    assert reads(town, ben)


async def test_after_two_false_alarms_a_steward_looks_first_and_can_still_pause(town: Town) -> None:
    ana, ben, sam = await two_and_a_steward(town)
    for _ in range(2):
        await flag(town, ana, ben)
        await settle(town, sam, "It's a mistake")
    assert "A steward looks first" in told(await begin(town, ana, ben))
    before = read_by(town, ben)
    assert "nothing is paused until then" in await flag(town, ana, ben)
    assert reads(town, ben)
    assert read_by(town, ben) == before
    await settle(town, sam, "Pause their access")
    assert not reads(town, ben)
    await settle(town, sam, "It's a mistake")
    await town.forward(timedelta(days=91))
    await flag(town, ana, ben)
    assert not reads(town, ben)


async def test_nobody_has_more_than_three_people_with_a_steward_at_once(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    others = [await town.join(f"Teacher {number}", "teacher") for number in range(4)]
    for each in others[:3]:
        await flag(town, ana, each)
    assert "3 people are with a steward" in told(await begin(town, ana, others[3]))


async def test_the_pause_ends_with_the_one_who_asked_for_it(town: Town) -> None:
    ana, ben, sam = await two_and_a_steward(town)
    thread = await pair_thread(town, ana, ben)
    await flag(town, ana, ben)
    await erase_all(town.house, town.network, town.person(ana).id, now=town.clock.now())
    await town.settle()
    assert reads(town, ben)
    assert ben.id in await inside(town, thread)
    assert "Nothing waits" in told(await sam.slash(town.channel("lobby"), "steward flags"))


@pytest.mark.parametrize("how", ["retire", "reopen"])
async def test_while_the_flagger_is_away_nothing_is_kept_apart_and_the_pause_waits_for_them(
    town: Town, how: str
) -> None:
    ana, ben, sam = await two_and_a_steward(town)
    await flag(town, ana, ben)
    person_id = town.person(ana).id
    async with town.network.write() as tx:
        people = PeopleStore(tx)
        await request_sync(tx, person_id, now=town.clock.now())
        await (people.retire(person_id) if how == "retire" else people.reopen(person_id))
    await town.settle()
    assert reads(town, ben) is (how == "retire")
    assert "Ana Ruiz" in told(await sam.slash(town.channel("lobby"), "steward flags"))
    await settle(town, sam, "It's a mistake")
    assert reads(town, ben)


async def test_a_flag_about_somebody_who_has_left_can_still_be_settled(town: Town) -> None:
    ana, ben, sam = await two_and_a_steward(town)
    await flag(town, ana, ben)
    async with town.network.write() as tx:
        await PeopleStore(tx).reopen(town.person(ben).id)
    assert "Recorded" in await settle(town, sam, "It's true")


async def test_what_a_steward_recorded_is_in_no_file_of_the_one_it_is_about(town: Town) -> None:
    ana, ben, sam = await two_and_a_steward(town)

    async def export(actor: MemberActor) -> str:
        given: Any = await export_all(town.house, town.network, town.person(actor).id)
        return str(given)

    await flag(town, ana, ben)
    assert "Ben Carter supervises me" in await export(ana)
    assert "somebody said that you supervise them" in await export(ben)
    for name in ("Ana", str(town.person(ana).id), str(ana.id)):
        assert name not in await export(ben)
    await settle(town, sam, "It's true")
    for name in ("Ana", str(town.person(ana).id), str(ana.id)):
        assert name not in await export(ben)
    assert "somebody, as settled with a steward" in await export(ben)
    assert "you settled one" in await export(sam)


async def test_nobody_but_the_steward_is_ever_told_who_said_so(town: Town) -> None:
    ana, ben, sam = await two_and_a_steward(town)
    cleo = await town.join("Cleo Park", "teacher")
    await flag(town, ana, ben)
    await town.forward(timedelta(hours=80))
    await settle(town, sam, "Keep it paused")
    await settle(town, sam, "It's true")
    for reader in (ben, cleo, sam, town.owner):
        assert "Ana" not in read_by(town, reader)
        assert str(ana.id) not in read_by(town, reader)
    for name in ("practitioners-lounge", "stewards", "lobby"):
        said = [str(message.embeds[0].to_dict()) for message in town.bot_messages(town.channel(name)) if message.embeds]
        assert not [each for each in said if "Ana" in each or str(ana.id) in each]
    log = told(await cleo.slash(town.channel("lobby"), "steward log"))
    assert "Ana" not in log


async def test_a_settled_flag_is_dropped_when_it_no_longer_counts(town: Town) -> None:
    ana, ben, sam = await two_and_a_steward(town)
    await flag(town, ana, ben)
    await settle(town, sam, "It's a mistake")
    await town.forward(timedelta(days=91))
    async with town.network.read() as tx:
        assert await FlagStore(tx).all() == []
