"""Many who can read a space at once and should not: one card, which is kept up as things change."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord.actors import MemberActor

from bot.outbox import Outbox
from bot.outbox.claims import EVERYTHING, Claims
from bot.people.store import PeopleStore
from bot.visibility.admission.promise import promise_of
from bot.visibility.keeping.exposures import ExposureStore
from bot.visibility.keeping.who import Look
from bot.visibility.permissions.model import ADMINISTRATOR, Reason
from cogs.rooms.readers import privacy
from cogs.rooms.readers.looking.known import Seen
from cogs.rooms.readers.looking.settling import settle
from tests.cogs.rooms.readers.looking.test_exposure import cards, deputise, lasting, lock_while_exposed, writes
from tests.cogs.rooms.readers.showing.test_overseers import accept, pinned
from tests.cogs.rooms.seeing import LOUNGE
from tests.kit.town import Town

MANY = 14
SPACES = (LOUNGE, "you-said-they-did", "Practitioners talking", "mentoring", "stewards")


async def crowd(town: Town, size: int = MANY, role: str = "Crowd") -> list[MemberActor]:
    """People with a role of their own, which becomes an administrator's."""
    power = town.guild.create_role(role)
    found = [
        town.guild.add_member(town.env.create_user(f"{role.lower()}{number}"), roles=[power]) for number in range(size)
    ]
    await town.settle()
    await turn(town, ADMINISTRATOR, role)
    return found


async def turn(town: Town, permissions: int, role: str = "Crowd") -> None:
    """Change what a role may."""
    town.env.backend.edit_role(town.guild.id, town.guild.roles[role].id, {"permissions": permissions})
    await town.settle()


async def leave(town: Town, *actors: MemberActor, role: str = "Crowd") -> None:
    for actor in actors:
        town.env.backend.remove_member_role(town.guild.id, actor.id, town.guild.roles[role].id)
    await town.settle()


async def test_many_found_together_share_one_card_in_every_space(town: Town) -> None:
    found = await crowd(town)
    await town.forward(timedelta(hours=1))
    await town.forward(timedelta(minutes=1))
    for space in SPACES:
        [card] = cards(town, space)
        assert card.startswith("Somebody unexpected can read this")
        named = [each for each in found if f"<@{each.id}>" in card]
        assert len(named) == 10
        assert "and 4 more can read this space, and aren't meant to." in card
        assert "/room who names everybody." in card
        assert "A steward can ask for that right to be taken from them" in card
    assert await lasting(town) == {town.owner.id, *(each.id for each in found)}


async def test_the_joint_card_says_through_what_and_pings_nobody(town: Town) -> None:
    await crowd(town)
    post = town.bot_messages(town.channel(LOUNGE))[-1]
    role = town.guild.roles["Crowd"].id
    assert [field.value for field in post.embeds[0].fields] == [f"Administrators: read everything, always <@&{role}>"]
    assert post.embeds[0].footer.text == town.network.community.safety.line
    assert post.content == ""
    assert post.mentions == []


async def test_it_costs_a_space_one_post_and_no_further_call_but_its_pinned_card(town: Town) -> None:
    before = len(town.env.http_requests)
    await crowd(town)
    room = town.channel(LOUNGE)
    calls = [each for each in town.env.http_requests[before:] if f"/channels/{room.id}/messages" in each.path]
    assert sum(each.method == "POST" for each in calls) == 1
    assert sum(each.method == "PATCH" for each in calls) <= 2


async def test_the_card_says_how_many_no_longer_can_and_when_all_are_over(town: Town) -> None:
    first, *others = await crowd(town)
    await leave(town, first, others[0], others[1])
    [card] = cards(town)
    assert f"<@{first.id}>" not in card
    assert "and 1 more can read this space, and aren't meant to." in card
    assert "3 others could read it and no longer can. What was written meanwhile, they may have read." in card
    await turn(town, 0)
    [card] = cards(town)
    assert card.startswith("This is over")
    assert "and 4 more could read this space and no longer can." in card
    assert "What was written meanwhile, they may have read." in card
    async with town.network.read() as tx:
        left = await ExposureStore(tx).of(town.channel(LOUNGE).id)
    assert {each.account_id for each in left} == {town.owner.id}


async def test_further_ones_join_the_card_and_who_comes_back_counts_again(town: Town) -> None:
    first, *_ = await crowd(town, 5)
    await leave(town, first)
    deputy = await deputise(town)
    [card] = cards(town)
    assert f"<@{deputy.id}>" in card
    assert "1 other could read it" in card
    roles = (town.guild.roles["Crowd"].id, town.guild.roles["Power of Deputy"].id)
    why = town.bot_messages(town.channel(LOUNGE))[-1].embeds[0].fields[0].value or ""
    assert f"<@&{roles[0]}> (4)" in why
    assert f"<@&{roles[1]}> (1)" in why
    town.env.backend.add_member_role(town.guild.id, first.id, town.guild.roles["Crowd"].id)
    await town.settle()
    [card] = cards(town)
    assert f"<@{first.id}>" in card
    assert "could read it" not in card


async def test_a_few_one_after_the_other_have_cards_of_their_own_and_more_join_the_last(town: Town) -> None:
    found = [await deputise(town, f"Deputy {number}") for number in range(5)]
    posted = cards(town)
    assert len(posted) == 3
    assert [f"<@{each.id}>" in posted[-1] for each in found] == [False, False, True, True, True]
    assert "aren't meant to" in posted[-1]
    assert "isn't meant to" in posted[0]


async def test_a_wave_after_the_last_one_was_over_is_told_anew(town: Town) -> None:
    await crowd(town)
    await turn(town, 0)
    await turn(town, ADMINISTRATOR)
    assert [card.split(":")[0] for card in cards(town)] == ["This is over", "Somebody unexpected can read this"]


async def test_accepted_overseers_are_counted_and_told_apart_when_all_is_over(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    first, second, *_ = await crowd(town, 4)
    await accept(town, steward, first)
    [card] = cards(town)
    assert "1 other has been accepted as an overseer." in card
    assert f"<@{second.id}>" in card
    await leave(town, *_, second)
    [card] = cards(town)
    assert card.startswith("This is over")
    assert f"<@{first.id}> can read this space, and the stewards have recorded that its members accept that." in card
    assert f"<@{second.id}>" in card


async def test_in_a_forum_they_share_a_post_which_is_edited_and_their_end_is_an_answer(town: Town) -> None:
    first, *_ = await crowd(town)
    await leave(town, first)
    [post] = town.bot_messages(town.channel("principals-forum"))
    assert "1 other could read it and no longer can" in (post.embeds[0].description or "")
    thread = town.env.backend.channels[post.channel.id]
    assert thread.thread_metadata is not None
    town.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    await town.settle()
    await leave(town, _[0])
    [post] = town.bot_messages(town.channel("principals-forum"))
    assert "2 others could read it and no longer can" in (post.embeds[0].description or "")
    await turn(town, 0)
    [_, answer] = town.bot_messages(town.channel("principals-forum"))
    assert answer.embeds[0].title == "This is over"


async def test_those_written_later_join_the_card_that_is_shown_already_also_after_a_restart(town: Town) -> None:
    await crowd(town)
    room, shown = town.channel(LOUNGE), len(cards(town))
    async with town.network.write() as tx:
        await ExposureStore(tx).forget(room.id)
    assert await write_some(town, 5) == 5
    await town.settle()
    assert await write_some(town, 5) == 5
    assert len(cards(town)) == shown + 1
    await town.restart()  # what was written is shown, what was not is found
    await town.forward(timedelta(hours=1))
    await town.forward(timedelta(minutes=1))
    assert len(cards(town)) == shown + 1
    assert len(await lasting(town)) == MANY + 1
    assert "and 5 more can read this space" in cards(town)[-1], "the owner, too: they were forgotten as well"


async def write_some(town: Town, most: int) -> int:
    """Open some of the exposures of the lounge, as the first of a large wave are."""
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    channel_id = town.channel(LOUNGE).id
    look = await Look.at(town.network, guild)
    seen = Seen((await promise_of(town.network)).spaces[channel_id], look.readers(channel_id), None)
    async with town.network.write() as tx:
        return await settle(tx, look, seen, most=most, now=town.clock.now())


async def test_what_a_process_owed_when_it_died_is_shown_by_the_next_one_once(town: Town) -> None:
    assert town.house.courier is not None
    await town.house.courier.close()
    power = town.guild.create_role("Crowd")
    for number in range(MANY):
        town.guild.add_member(town.env.create_user(f"crowd{number}"), roles=[power])
    await town.env.settle()
    town.env.backend.edit_role(town.guild.id, power.id, {"permissions": ADMINISTRATOR})
    await town.env.settle()
    async with town.network.write() as tx:  # it had begun with everything, and dies
        while (await Claims(tx).take(EVERYTHING, town.clock.now())).parcels:
            pass
    await town.restart()
    assert cards(town) == []
    await town.forward(timedelta(minutes=6))
    [card] = cards(town)
    assert "and 4 more can read this space" in card


async def test_what_an_older_version_owed_when_it_was_replaced_is_still_shown(town: Town) -> None:
    room, eve = town.channel(LOUNGE).id, town.stranger("Eve")
    await town.settle()
    async with town.network.write() as tx:
        await ExposureStore(tx).open(room, {eve.id: Reason("owner")}, now=town.clock.now(), card_id=5)
        facts, destination = {"exposure_id": 5}, f"channel:{room}"
        await Outbox(tx).carry_out("rooms.show_exposure", facts, destination=destination, now=town.clock.now())
    await town.settle()
    assert f"<@{eve.id}> can read this space" in cards(town)[-1]


async def test_a_card_deleted_by_hand_is_posted_again_when_it_has_something_to_say(town: Town) -> None:
    await crowd(town)
    await town.bot_messages(town.channel(LOUNGE))[-1].delete()
    deputy = await deputise(town)
    [card] = cards(town)
    assert "and 5 more can read this space" in card
    assert deputy.id in await lasting(town)


async def test_a_locked_room_opens_when_the_last_of_many_is_over(town: Town) -> None:
    steward, ana = await town.join("Sue Steward", steward=True), await town.join("Ana Ruiz")
    await accept(town, steward, town.owner)
    await lock_while_exposed(town)
    first, *_ = await crowd(town)
    assert not writes(town, ana)
    assert "New posts wait" in cards(town)[0]
    await leave(town, first)
    assert not writes(town, ana)
    await turn(town, 0)
    assert writes(town, ana)


async def test_the_pinned_card_names_the_first_ten_and_says_how_many_more(town: Town) -> None:
    await crowd(town, 60)
    said = pinned(town)
    assert "and 51 more" in said
    assert said.count("<@") == 10


async def test_somebody_who_is_erased_stands_on_no_card_and_it_still_ends(town: Town) -> None:
    first, *_ = await crowd(town, 4)
    person = await town.enrol("Dee Puty", "principal")
    async with town.network.write() as tx:
        await PeopleStore(tx).link(person.id, first.id, town.clock.now())
        await privacy.erase(tx, person.id, now=town.clock.now())
    await leave(town, _[0])
    assert f"<@{first.id}>" not in cards(town)[-1]
    await turn(town, 0)
    [card] = cards(town)
    assert card.startswith("This is over")
    assert f"<@{first.id}>" not in card


@pytest.mark.parametrize("size", [2, 3])
async def test_two_or_three_found_together_stand_on_one_card_by_name(town: Town, size: int) -> None:
    found = await crowd(town, size)
    [card] = cards(town)
    assert ", ".join(f"<@{each.id}>" for each in sorted(found, key=lambda each: each.id)) in card
    assert "more" not in card
    assert isinstance(town.bot.get_channel(town.channel(LOUNGE).id), discord.TextChannel)
