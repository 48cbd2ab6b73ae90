"""Opening rooms in the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from bot.people.sites import SiteStore
from tests.cogs.rooms.asking import join, open_form, open_room, rooms
from tests.cogs.rooms.seeing import reads, roles
from tests.cogs.rooms.whispers.saying import last
from tests.cogs.setup.replies import told
from tests.kit.forms import boxes
from tests.kit.town import Town

ROOM = "family-evenings"


async def test_a_room_to_join_is_made_under_its_audience_and_read_by_whoever_joins(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher", "Pine Middle")
    assert "on its way" in await open_room(town, ana)
    assert reads(town, ana, ROOM)
    assert not reads(town, ben, ROOM)
    assert "You're in" in await join(town, ben, ROOM)
    assert reads(town, ben, ROOM)
    assert roles(ben) == {"Members", "Practitioners", ROOM}
    channel = town.bot.get_channel(town.channel(ROOM).id)
    assert isinstance(channel, discord.TextChannel)
    assert channel.category is not None
    assert channel.category.name == "Practitioners"


async def test_a_small_room_is_read_by_its_members_by_name(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher", "Pine Middle")
    await open_room(town, ana, kind="small")
    assert reads(town, ana, ROOM)
    assert not reads(town, ben, ROOM)
    await join(town, ben, ROOM)
    assert reads(town, ben, ROOM)
    assert roles(ben) == {"Members", "Practitioners"}


async def test_an_open_room_is_its_whole_audiences_and_nobody_elses(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher", "Pine Middle")
    principal = await town.join("Paula Head", "principal")
    await open_room(town, ana, kind="open")
    assert reads(town, ben, ROOM)
    assert not reads(town, principal, ROOM)


@pytest.mark.parametrize("audience", ["leads", "principals"])
async def test_leads_and_principals_open_rooms_too(town: Town, audience: str) -> None:
    paula, ana = await town.join("Paula Head", "principal"), await town.join("Ana Ruiz")
    for kind in ("open", "joined", "small"):
        await open_room(town, paula, f"Room {kind}", audience=audience, kind=kind)
        assert reads(town, paula, f"room-{kind}"), kind
    for kind in ("open", "joined", "small"):  # nor by what was opened later
        assert not reads(town, ana, f"room-{kind}"), kind


async def test_the_card_with_the_promise_and_the_line_on_child_safety_is_pinned(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await open_room(town, ana)
    [pinned] = town.channel(ROOM).pinned_messages()
    said = " ".join([pinned.embeds[0].description or "", *(str(field.value) for field in pinned.embeds[0].fields)])
    assert "nobody's supervisor is let in here" in said
    assert town.network.community.safety.line in said
    purpose = [message.embeds[0].description for message in town.bot_messages(town.channel(ROOM))]
    assert "What works when families come." in purpose


async def test_whoever_is_not_admitted_to_the_audience_opens_nothing_for_it(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    assert "this space is for others" in told(await open_form(town, principal, audience="practitioners"))
    assert await rooms(town) == []


async def test_a_room_for_one_initiative_admits_its_sites_and_no_other(town: Town) -> None:
    await town.add_site("Oak Elementary", initiatives=("Full Service",))
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher", "Pine Middle")
    cleo = await town.join("Cleo Park", "teacher")
    await open_room(town, ana, initiative="full service")
    listed = told(await ben.slash(town.channel("lobby"), "room list"))
    assert ROOM not in listed
    [room] = await rooms(town)
    assert "other sites" in told(await ben.slash(town.channel("lobby"), "room join", room=str(room.id)))
    await join(town, cleo, ROOM)
    assert reads(town, cleo, ROOM)


async def test_a_site_that_leaves_the_initiative_closes_the_room_to_its_people(town: Town) -> None:
    oak = await town.add_site("Oak Elementary", initiatives=("Full Service",))
    ana = await town.join("Ana Ruiz")
    await open_room(town, ana, kind="small", initiative="Full Service")
    async with town.network.write() as tx:
        await SiteStore(tx).replace(type(oak)(**{**vars(oak), "initiatives": ()}))
    await town.forward(timedelta(hours=1))
    assert not reads(town, ana, ROOM)


async def test_an_open_room_for_some_sites_is_refused_with_what_to_choose_instead(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    answer = told(await open_form(town, ana, kind="open", sites="Oak Elementary"))
    assert "choose a room to join or a small one" in answer


async def test_names_that_nobody_can_read_or_that_are_taken_are_refused_kindly(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    assert "letters or digits" in await open_room(town, ana, name="\u200b \u2060!")
    await open_room(town, ana)
    assert "already" in await open_room(town, ana, name="FAMILY evenings")
    assert "already" in await open_room(town, ana, name="Practitioners lounge")


async def test_where_discord_takes_no_more_channels_the_opener_is_told_and_nothing_is_left(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    town.env.inject_error("POST", "/guilds/*/channels", status=400, code=30013)
    await open_room(town, ana)
    [room] = await rooms(town)
    assert room.state == "failed"
    assert ROOM not in roles(ana)
    assert ROOM not in {role.name for role in town.bot.guilds[0].roles}
    [letter] = town.direct_messages(ana)[-1:]
    assert "ask a steward to delete" in (letter.embeds[0].description or "")


async def test_a_category_with_fifty_channels_is_refused_before_anything_is_made(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    category = town.channel("practitioners-lounge")
    parent = town.bot.get_channel(category.id)
    assert isinstance(parent, discord.TextChannel)
    assert parent.category is not None
    for number in range(50 - len(parent.category.channels)):
        await parent.category.create_text_channel(f"more-{number}")
    assert "has 50 channels" in await open_room(town, ana)
    assert [room.state for room in await rooms(town)] == ["draft"]


async def test_a_room_whose_making_was_interrupted_is_finished_not_made_twice(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    form = await open_form(town, ana, kind="small")
    guild = town.bot.guilds[0]
    category = next(each for each in guild.categories if each.name == "Practitioners")
    await ana.submit_modal(form, {"name": ROOM, "purpose": "What works."})
    if not any(each.name == ROOM for each in category.text_channels):
        await category.create_text_channel(ROOM)  # Discord made it; whoever asked for it never heard
    await town.settle()
    assert [each.name for each in guild.text_channels].count(ROOM) == 1
    assert reads(town, ana, ROOM)


async def test_a_name_and_purpose_that_were_refused_come_back_into_the_form(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    typed = {"name": "!!!", "purpose": "What works when families come."}
    refused = await ana.submit_modal(await open_form(town, ana), typed)
    assert typed["purpose"] in told(refused)
    form = await ana.click(last(refused), label="Try again with these words")
    assert boxes(form) == typed
    await ana.submit_modal(form, {**typed, "name": "Family evenings"})
    await town.settle()
    assert [room.name for room in await rooms(town)] == ["family-evenings"]
