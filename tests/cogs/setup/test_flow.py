"""Setting a server up, in the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.visibility.admission.roles import MEMBERS
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.permissions.model import ADMINISTRATOR, MANAGE_ROLES, VIEW_CHANNEL
from cogs.setup.needs import REQUIRED
from cogs.setup.plan import plan
from config.community import default_community
from config.texts import texts_for
from tests.cogs.setup.replies import told
from tests.cogs.setup.wizard.playing import labels, open_setup, press
from tests.kit.town import Town

LOUNGE = "practitioners-lounge"
PINNING = discord.Permissions(manage_messages=True).value  # the simulation does not know Pin Messages yet


def names(town: Town) -> list[str]:
    """Every role and channel on the server by name, again for each time it is there."""
    backend = town.env.backend
    guild = backend.get_guild(town.guild.id)
    channels = [backend.channels[channel_id].name or "" for channel_id in guild.channel_ids]
    return sorted([*(role.name for role in guild.roles.values()), *channels])


def bot_holds(town: Town, permissions: int) -> None:
    me = town.guild.me
    assert me is not None
    town.env.backend.edit_role(town.guild.id, me.top_role.id, {"permissions": permissions})


async def again(town: Town) -> str:
    """Open /setup again and have everything looked over, or put right; returns what is said then."""
    await town.settle()
    summary = await open_setup(town, town.owner)
    answer = told(await press(town.owner, summary, labels(summary)[0]))
    await town.settle()
    return answer


async def test_setup_makes_what_a_network_needs(bare_town: Town) -> None:
    answer = told(await bare_town.set_up())
    roles, channels = set(bare_town.guild.roles), set(bare_town.guild.channels)
    assert {"Members", "Practitioners", "Leads", "Principals", "Steward"} <= roles
    assert {"lobby", "mentoring", "stewards", LOUNGE, "principals-forum", "you-said-they-did"} <= channels
    assert answer.startswith("Our network, so far\nMade: Members, ")
    assert "**Left for later**\n3. Who is on the roster: Nobody is on the roster yet" in answer
    async with bare_town.network.read() as tx:
        first = await SpaceStore(tx).first("room")
    assert first is not None
    assert first.channel_id == bare_town.channel(LOUNGE).id


async def test_what_was_made_just_before_a_crash_is_taken_up_and_not_made_twice(town: Town) -> None:
    before, lounge = names(town), town.channel(LOUNGE)
    async with town.network.write() as tx:
        spaces = SpaceStore(tx)
        noted = await spaces.installed()
        lost = {key for key, made in noted.items() if made == lounge.id} | {MEMBERS}
        for key in lost:  # the process was gone before it could note them
            await spaces.uninstall(key)
        await spaces.forget(lounge.id)
    await again(town)
    assert names(town) == before
    async with town.network.read() as tx:
        assert await SpaceStore(tx).installed() == noted
    assert len(lost) == 2


async def test_an_empty_category_of_today_is_taken_up_and_an_older_role_of_the_servers_own_is_not(
    bare_town: Town,
) -> None:
    own = bare_town.guild.create_role("Members")
    bare_town.clock.forward(timedelta(days=2))
    await bare_town.env.advance_time(timedelta(days=2).total_seconds())
    named = plan(default_community(), texts_for("en")).categories[0].name
    bare_town.guild.create_category(named)
    await bare_town.set_up()
    async with bare_town.network.read() as tx:
        assert (await SpaceStore(tx).installed("role"))[MEMBERS] != own.id
    assert (names(bare_town).count("Members"), names(bare_town).count(named)) == (2, 1)


async def test_setup_twice_makes_nothing_twice(town: Town) -> None:
    before, cards = names(town), len(town.channel("lobby").history())
    answer = await again(town)
    assert names(town) == before
    assert len(town.channel("lobby").history()) == cards
    assert "nothing was changed" in answer


async def test_a_channel_deleted_by_hand_comes_back_as_it_was(town: Town) -> None:
    before = names(town)
    ana = await town.join("Ana Ruiz")
    town.env.backend.delete_channel(town.channel(LOUNGE).id)
    answer = await again(town)
    assert names(town) == before
    assert f"Made: {LOUNGE}." in answer
    [card] = town.channel(LOUNGE).pinned_messages()
    assert "Not promised" in str(card.embeds[0].description)
    await ana.send(town.channel(LOUNGE), "Good morning.")
    async with town.network.read() as tx:
        assert [space.channel_id for space in await SpaceStore(tx).all("room")] == [town.channel(LOUNGE).id]


async def test_a_role_deleted_by_hand_comes_back_with_its_members_and_its_spaces(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    town.env.backend.delete_role(town.guild.id, town.guild.roles["Practitioners"].id)
    await town.env.settle()
    with pytest.raises(Exception, match="Missing"):
        await ana.send(town.channel(LOUNGE), "Hello?")
    await again(town)
    await ana.send(town.channel(LOUNGE), "Good morning.")


async def test_a_category_deleted_by_hand_comes_back_with_what_was_under_it(town: Town) -> None:
    before, lounge = names(town), town.env.backend.channels[town.channel(LOUNGE).id]
    category = town.channel("Practitioners")
    town.env.backend.delete_channel(category.id)
    for channel in list(town.env.backend.channels.values()):
        if channel.parent_id == category.id:
            town.env.backend.edit_channel(channel.id, {"parent_id": None})
    await again(town)
    assert names(town) == before
    assert lounge.parent_id == town.channel("Practitioners").id


async def test_a_full_server_is_told_so(bare_town: Town) -> None:
    bare_town.env.inject_error("POST", "/guilds/*/channels", status=400, code=30013)
    assert "as many roles or channels as Discord allows" in told(await bare_town.set_up())


async def test_a_card_deleted_by_hand_is_posted_and_pinned_again(town: Town) -> None:
    lobby = town.channel("lobby")
    [card] = lobby.pinned_messages()
    town.env.backend.delete_message(lobby.id, card.id)
    await again(town)
    [anew] = lobby.pinned_messages()
    assert anew.id != card.id


async def test_the_forum_has_the_topics_and_the_states_as_tags_and_gets_lost_ones_back(town: Town) -> None:
    forum = town.env.backend.channels[town.channel("principals-forum").id]
    due = {*(topic.label for topic in town.network.community.topics), "Open", "Solved"}
    assert {tag["name"] for tag in forum.available_tags} == due
    town.env.backend.edit_channel(
        forum.id,
        {"available_tags": [{"id": "5", "name": "Ours", "moderated": False, "emoji_id": None, "emoji_name": None}]},
    )
    await again(town)
    assert {tag["name"] for tag in forum.available_tags} == due | {"Ours"}


async def test_a_missing_permission_is_named_and_nothing_is_made(bare_town: Town) -> None:
    bot_holds(bare_town, REQUIRED & ~MANAGE_ROLES)
    answer = told(await bare_town.set_up())
    assert "I still need these permissions here: Manage Roles." in answer
    assert set(bare_town.guild.channels) == {"general"}


async def test_setup_needs_no_more_than_what_it_says_it_needs(bare_town: Town) -> None:
    bot_holds(bare_town, REQUIRED | PINNING)
    await bare_town.set_up()
    ana = await bare_town.join("Ana Ruiz")
    await ana.send(bare_town.channel(LOUNGE), "Good morning.")
    assert bare_town.channel(LOUNGE).pinned_messages()


async def test_what_reads_everything_is_told_first(bare_town: Town) -> None:
    guild, env = bare_town.guild, bare_town.env
    power = guild.create_role("Power", permissions=discord.Permissions(ADMINISTRATOR))
    counter = guild.add_member(env.create_user("counter", bot=True), roles=[power])
    deputy = guild.add_member(env.create_user("deputy"), roles=[power])
    answer = told(await bare_town.set_up())
    assert f"<@{guild.owner.id}>, who owns this server" in answer
    assert f"Administrators: <@{deputy.id}>" in answer
    assert f"Bots with Administrator: <@{counter.id}>" in answer


async def test_a_role_above_the_bots_own_is_named(town: Town) -> None:
    leads = town.guild.roles["Leads"]
    town.env.backend.edit_role(town.guild.id, leads.id, {"position": 50})
    assert f"My role stands below <@&{leads.id}>" in await again(town)


async def test_progress_is_shown_while_it_works(bare_town: Town) -> None:
    await bare_town.set_up()
    sights = [each for each in bare_town.env.http_requests if each.path.endswith("/messages/@original")]
    assert sum("Setting up" in str(each.json) for each in sights) >= 4


async def test_somebody_who_is_no_steward_is_refused(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    assert "That is for stewards" in told(await ana.slash(town.channel("general"), "setup"))


async def test_a_steward_may_run_it(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    assert "What to do next" in told(await ana.slash(town.channel("general"), "setup"))


async def test_the_owner_of_the_only_server_links_the_only_network(bare_town: Town) -> None:
    await bare_town.house.networks.link(bare_town.network_id, None)
    general = bare_town.guild.create_text_channel("general")
    ana = bare_town.stranger("Ana")
    assert "Its owner can do that" in told(await ana.slash(general, "setup"))
    await bare_town.set_up()
    assert bare_town.network.guild_id == bare_town.guild.id
    network = await bare_town.house.networks.get(bare_town.network_id)
    assert network is not None
    assert network.name == "North county schools"  # nobody had named it: it takes the server's name


async def test_a_server_that_fits_several_networks_is_linked_by_the_host(bare_town: Town) -> None:
    await bare_town.house.networks.link(bare_town.network_id, None)
    await bare_town.house.networks.create("South county", now=bare_town.clock.now())
    answer = told(await bare_town.set_up())
    assert f"staffroom network link {bare_town.guild.id}" in answer
    assert set(bare_town.guild.channels) == {"general"}


async def test_a_channel_that_the_bot_was_shut_out_of_is_named(town: Town) -> None:
    lounge = town.env.backend.channels[town.channel(LOUNGE).id]
    shut = Overwrite(town.guild.id, OverwriteType.ROLE, deny=VIEW_CHANNEL)
    town.env.backend.edit_channel(lounge.id, {}, overwrites=[shut])
    assert f"Discord didn't let me change {LOUNGE}" in await again(town)


async def test_every_card_in_a_space_carries_the_line_on_child_safety(town: Town) -> None:
    line = town.network.community.safety.line
    cards = [card for channel in town.guild.channels.values() for card in channel.pinned_messages()]
    assert len(cards) == 6
    assert all(any(field.value == line for field in card.embeds[0].fields) for card in cards)
