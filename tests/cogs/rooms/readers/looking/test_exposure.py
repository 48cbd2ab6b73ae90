"""Whoever can read a space and should not: kept out where Discord lets us, shown in the space where it doesn't."""

from __future__ import annotations

import time
from datetime import timedelta

import discord
from simcord.actors import MemberActor
from simcord.backend.access import can_access_channel
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.visibility.keeping.exposures import ExposureStore
from bot.visibility.keeping.ledger import Ledger
from bot.visibility.permissions.model import ADMINISTRATOR, MANAGE_THREADS, VIEW_CHANNEL
from cogs.rooms.readers.looking.server import Wanted
from cogs.rooms.readers.looking.watching import Watch
from tests.cogs.rooms.readers.looking.test_ledger import pair_thread, turns
from tests.cogs.rooms.seeing import LOUNGE, reads, roles
from tests.cogs.setup.replies import told
from tests.kit.town import Town


def cards(town: Town, channel: str = LOUNGE) -> list[str]:
    """What the bot says in a space, but for the card that is pinned there."""
    handle = town.channel(channel)
    pinned = {message.id for message in handle.pinned_messages()}
    posts = [message for message in town.bot_messages(handle) if message.id not in pinned]
    return [f"{post.embeds[0].title}: {post.embeds[0].description}" for post in posts]


async def deputise(town: Town, name: str = "Deputy") -> MemberActor:
    """Give somebody an administrator's role by hand."""
    power = town.guild.create_role(f"Power of {name}", permissions=discord.Permissions(ADMINISTRATOR))
    deputy = town.stranger(name)
    town.env.backend.add_member_role(town.guild.id, deputy.id, power.id)
    await town.settle()
    return deputy


async def lasting(town: Town, channel: str = LOUNGE) -> set[int]:
    async with town.network.read() as tx:
        return {each.account_id for each in await ExposureStore(tx).lasting(town.channel(channel).id)}


async def test_a_new_administrator_is_shown_in_every_space_once(town: Town) -> None:
    deputy = await deputise(town)
    await town.forward(timedelta(hours=1))
    await town.forward(timedelta(minutes=1))
    for channel in (LOUNGE, "you-said-they-did", "Practitioners talking", "mentoring", "stewards"):
        [card] = cards(town, channel)
        assert card.startswith("Somebody unexpected can read this")
        assert f"<@{deputy.id}> can read this space, and isn't meant to." in card


async def test_the_card_says_why_and_carries_the_line_on_child_safety(town: Town) -> None:
    await deputise(town)
    embed = town.bot_messages(town.channel(LOUNGE))[-1].embeds[0]
    assert (embed.fields[0].value or "").startswith("Administrators: read everything, always <@&")
    assert embed.footer.text == town.network.community.safety.line


async def test_the_card_says_when_it_is_over(town: Town) -> None:
    deputy = await deputise(town)
    role = town.guild.roles["Power of Deputy"]
    town.env.backend.remove_member_role(town.guild.id, deputy.id, role.id)
    await town.settle()
    [card] = cards(town)
    assert card.startswith("This is over")
    assert await lasting(town) == {town.owner.id}


async def test_who_becomes_an_exposure_again_is_shown_again(town: Town) -> None:
    deputy = await deputise(town)
    role = town.guild.roles["Power of Deputy"]
    town.env.backend.remove_member_role(town.guild.id, deputy.id, role.id)
    await town.settle()
    town.env.backend.add_member_role(town.guild.id, deputy.id, role.id)
    await town.settle()
    assert [card.split(":")[0] for card in cards(town)] == ["This is over", "Somebody unexpected can read this"]


async def test_what_the_bot_puts_right_is_never_shown_as_an_exposure(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    town.env.backend.add_member_role(town.guild.id, principal.id, town.guild.roles["Practitioners"].id)
    town.env.backend.set_overwrite(
        town.channel(LOUNGE).id, Overwrite(principal.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL)
    )
    await town.settle()
    assert not reads(town, principal)
    assert cards(town) == []


async def test_the_first_call_of_a_repair_comes_within_two_seconds_of_the_event(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    before, started = len(town.env.http_requests), time.process_time()
    town.env.backend.add_member_role(town.guild.id, principal.id, town.guild.roles["Practitioners"].id)
    await town.env.settle()
    took = time.process_time() - started
    [call] = [each for each in town.env.http_requests[before:] if each.method in {"PATCH", "PUT", "DELETE"}]
    assert f"/members/{principal.id}" in call.path
    assert took < 2
    before, started = len(town.env.http_requests), time.process_time()
    town.env.backend.delete_overwrite(town.channel(LOUNGE).id, town.guild.id)
    await town.env.settle()
    took = time.process_time() - started
    [call] = [each for each in town.env.http_requests[before:] if each.method in {"PATCH", "PUT", "DELETE"}]
    assert f"/channels/{town.channel(LOUNGE).id}" in call.path
    assert took < 2


async def test_a_repair_that_discord_refuses_is_shown_at_once_and_over_when_it_succeeds(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    lounge = town.channel(LOUNGE)
    town.env.inject_error("PATCH", f"/channels/{lounge.id}", status=403, code=50013, times=1)
    let_in = Overwrite(principal.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL)
    town.env.backend.set_overwrite(lounge.id, let_in)
    await town.settle()
    [card] = cards(town)
    assert f"<@{principal.id}> can read this space" in card
    assert "Discord refused" in card
    await town.forward(timedelta(hours=1))
    await town.settle()
    assert cards(town)[0].startswith("This is over")
    assert not reads(town, principal)


async def test_a_roster_change_that_cannot_take_a_role_is_shown(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    town.env.backend.edit_role(town.guild.id, town.guild.roles["Practitioners"].id, {"position": 50})
    ben = await town.join("Ben Carter", "teacher", supervisors=("ana.ruiz@example.org",))
    assert "Practitioners" in roles(ana)
    assert any(f"<@{ana.id}> can read this space" in card for card in cards(town))
    assert ben.id in await lasting(town) or "Practitioners" not in roles(ben)


async def test_another_bot_that_can_read_is_shown_too(town: Town) -> None:
    power = town.guild.create_role("Counter", permissions=discord.Permissions(ADMINISTRATOR))
    counter = town.guild.add_member(town.env.create_user("counter", bot=True), roles=[power])
    await town.settle()
    assert f"<@{counter.id}> can read this space" in cards(town)[0]


async def test_the_owner_found_at_setup_needs_no_card_of_their_own(town: Town) -> None:
    assert cards(town) == []
    assert await lasting(town) == {town.owner.id}


async def test_a_first_look_that_a_crash_cuts_off_makes_no_news_of_the_owner(town: Town) -> None:
    async with town.network.write() as tx:
        await Ledger(tx).forget(town.channel(LOUNGE).id)
        await ExposureStore(tx).forget(town.channel(LOUNGE).id)
    watch = Watch(town.house)
    observed = await watch.observe(town.network, town.bot.guilds[0], Wanted(everything=True))
    assert [seen async for step in watch.write_down(observed) for seen in step], "and the process ends here"
    await town.restart()
    assert cards(town) == []
    assert await lasting(town) == {town.owner.id}


async def test_another_owner_is_shown_at_once(town: Town) -> None:
    eve = town.stranger("Eve")
    await town.settle()
    town.env.backend.edit_guild(town.guild.id, {"owner_id": eve.id})
    await town.settle()
    assert f"<@{eve.id}> can read this space" in cards(town)[0]


async def test_a_supervisor_added_to_a_thread_is_taken_out_again(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    boss = await town.join("Bo Chief", "principal")
    thread = await pair_thread(town, ana)
    town.env.backend.add_thread_member(thread.id, boss.id)
    await town.settle()
    assert await turns(town, boss, thread.id) == ["gained through thread", "lost through thread"]
    assert {member.id for member in await thread.fetch_members()} == {ana.id, town.bot.user.id if town.bot.user else 0}


async def test_whoever_may_manage_threads_is_shown_in_a_pairs_thread(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    thread = await pair_thread(town, ana)
    keeper = await town.join("Kai Keeper", "teacher", "Pine Middle")
    role = town.guild.create_role("Keepers")
    town.env.backend.add_member_role(town.guild.id, keeper.id, role.id)
    town.env.backend.edit_role(town.guild.id, role.id, {"permissions": MANAGE_THREADS})
    await town.settle()
    [card] = [post for post in town.bot_messages(town.channel_by_id(thread.id)) if post.embeds]
    assert f"<@{keeper.id}> can read this space" in (card.embeds[0].description or "")


async def test_in_a_forum_an_exposure_is_a_post(town: Town) -> None:
    deputy = await deputise(town)
    [post] = town.bot_messages(town.channel("principals-forum"))
    assert f"<@{deputy.id}> can read this space" in (post.embeds[0].description or "")
    town.guild.remove_member(deputy)
    await town.settle()
    [_, answer] = town.bot_messages(town.channel("principals-forum"))
    assert answer.embeds[0].title == "This is over"


async def test_a_locked_room_takes_no_posts_until_the_exposure_is_over(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await lock_while_exposed(town)
    deputy = await deputise(town)
    assert reads(town, ana)
    assert not writes(town, ana)
    assert "New posts wait" in cards(town)[0]
    town.guild.remove_member(deputy)
    await town.settle()
    assert not writes(town, ana), "the owner has not been accepted yet"


async def lock_while_exposed(town: Town) -> None:
    community = town.network.community
    rooms = community.rooms.model_copy(update={"lock_while_exposed": True})
    await town.house.networks.define(town.network.id, community.model_copy(update={"rooms": rooms}))
    town._network = await town.house.networks.get(town.network.id)


def writes(town: Town, actor: MemberActor) -> bool:
    assert actor.member is not None
    lounge = town.bot.get_channel(town.channel(LOUNGE).id)
    assert isinstance(lounge, discord.TextChannel)
    return lounge.permissions_for(actor.member).send_messages


async def test_a_channel_the_bot_cannot_view_is_unknown_and_the_stewards_are_told(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    lounge = town.channel(LOUNGE)
    town.env.inject_error("PATCH", f"/channels/{lounge.id}", status=403, code=50001, times=None)
    assert town.bot.user is not None
    town.env.backend.set_overwrite(lounge.id, Overwrite(town.bot.user.id, OverwriteType.MEMBER, deny=VIEW_CHANNEL))
    await town.settle()
    assert "Nobody should take it for safe" in cards(town, "stewards")[-1]
    assert can_access_channel(town.env, lounge.id, ana, history=True)
    assert "Don't take it for safe" in told(await ana.slash(lounge, "room who"))
