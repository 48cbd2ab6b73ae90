"""`/room who` and `/room list`."""

from __future__ import annotations

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.visibility.permissions.model import ADMINISTRATOR, VIEW_CHANNEL
from tests.cogs.rooms.seeing import LOUNGE
from tests.cogs.setup.replies import told
from tests.kit.town import Town


async def test_who_can_read_a_room_is_shown_with_reasons_to_whoever_can_read_it(town: Town) -> None:
    ana, principal = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    answer = told(await ana.slash(town.channel(LOUNGE), "room who"))
    practitioners = town.guild.roles["Practitioners"].id
    assert "2 people can read" in answer
    assert "So can 1 bot" in answer
    assert f"Owns this server: reads everything, always: <@{town.guild.owner.id}>" in answer
    assert f"Through a role: <@&{practitioners}>: <@{ana.id}>" in answer
    assert f"<@{principal.id}>" not in answer
    assert town.network.community.safety.line in answer


async def test_an_administrator_is_named_among_the_readers(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    power = town.guild.create_role("Power", permissions=discord.Permissions(ADMINISTRATOR))
    deputy = town.guild.add_member(town.env.create_user("deputy"), roles=[power])
    answer = told(await ana.slash(town.channel(LOUNGE), "room who"))
    assert f"Administrators: read everything, always: <@&{power.id}>: <@{deputy.id}>" in answer


async def test_the_button_on_the_rooms_card_answers_readers_and_nobody_else(town: Town) -> None:
    ana, principal = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    [card] = town.channel(LOUNGE).pinned_messages()
    assert "Who can read this" in told(await ana.click(card, label="Who can read this?"))
    forged = town.channel("lobby").pinned_messages()[0]
    backend_message = town.env.backend.get_message(forged.channel.id, forged.id)
    backend_message.components[0]["components"][0]["custom_id"] = f"rooms:who:{town.channel(LOUNGE).id}"
    answer = told(await principal.click(forged, custom_id=f"rooms:who:{town.channel(LOUNGE).id}"))
    assert "no longer here" in answer


async def test_a_pairs_thread_is_read_by_those_in_it_not_by_the_whole_channel(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    mentoring = town.bot.get_channel(town.channel("mentoring").id)
    assert isinstance(mentoring, discord.TextChannel)
    thread = await mentoring.create_thread(name="A pair", type=discord.ChannelType.private_thread)
    await thread.add_user(discord.Object(ana.id))
    answer = told(await ana.slash(town.channel_by_id(thread.id), "room who"))
    assert f"In this thread: <@{ana.id}>" in answer
    assert f"<@{ben.id}>" not in answer


async def test_of_a_channel_hidden_from_the_bot_nothing_is_claimed(town: Town) -> None:
    hidden = town.guild.create_text_channel("___hidden___")
    ana = await town.join("Ana Ruiz")
    assert "Don't take it for safe" in told(await ana.slash(hidden, "room who"))


async def test_somebody_let_in_whom_the_roster_does_not_admit_is_pointed_out(town: Town) -> None:
    ana, principal = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    lounge = town.env.backend.channels[town.channel(LOUNGE).id]
    town.env.inject_error("PATCH", f"/channels/{lounge.id}", status=403, code=50013, times=None)
    town.env.backend.set_overwrite(lounge.id, Overwrite(principal.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL))
    answer = told(await ana.slash(town.channel(LOUNGE), "room who"))
    assert f"Here, though the roster doesn't admit them: <@{principal.id}>" in answer
    assert f"Let in by name: <@{principal.id}>" in answer


async def test_a_crowd_is_listed_whole_in_a_file(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    for number in range(45):
        user = town.env.create_user(f"guest{number}", global_name=f"Guest {number}")
        town.guild.add_member(user)
    result = await ana.slash(town.channel("lobby"), "room who")
    assert "and 16 more" in told(result)
    assert result.response is not None
    [file] = result.response.attachments
    assert "Guest 44" in (await file.read()).decode()


async def test_my_spaces_are_listed_with_why_others_are_closed(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    answer = told(await ana.slash(town.channel("lobby"), "room list"))
    assert f"<#{town.channel(LOUNGE).id}>: a room without supervisors" in answer
    assert f"<#{town.channel('stewards').id}>" not in answer
    assert "Leads: This space is for people who supervise somebody" in answer
    assert "Principals: The roster has you as coordinator" in answer


async def test_somebody_who_has_not_joined_is_told_how(town: Town) -> None:
    assert "/join" in told(await town.stranger("Eve").slash(town.channel("lobby"), "room list"))


async def test_the_lobbys_button_shows_my_spaces_after_a_restart_too(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    [panel] = town.channel("lobby").pinned_messages()
    await town.restart()
    assert "Your spaces" in told(await ana.click(panel, label="Show my spaces"))
