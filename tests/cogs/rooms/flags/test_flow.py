"""A flag as people live it: said in confidence, paused within seconds, settled by a steward who is no part of it."""

from __future__ import annotations

import discord
from simcord.builders import UserHandle

from tests.cogs.rooms.asking import join, open_room
from tests.cogs.rooms.flags.telling import begin, flag, read_by, settle
from tests.cogs.rooms.seeing import LOUNGE, reads, roles
from tests.cogs.setup.replies import said, told
from tests.kit.town import Town

ROOM = "family-evenings"


async def test_a_flag_closes_every_room_of_both_and_opens_them_again_when_it_was_a_mistake(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    sam = await town.join("Sam Steward", "programme manager", None, steward=True)
    await open_room(town, ana, kind="small")
    await join(town, ben, ROOM)
    said = await flag(town, ana, ben)
    assert "Ben Carter's access is being paused" in said
    assert not reads(town, ben)
    assert not reads(town, ben, ROOM)
    assert "Practitioners" not in roles(ben)
    assert reads(town, ana)
    assert "coming back" in await settle(town, sam, "It's a mistake")
    assert reads(town, ben)
    assert reads(town, ben, ROOM)
    assert "It was right to ask" in read_by(town, ana)
    assert "It was a mistake, and we're sorry" in read_by(town, ben)


async def test_what_is_true_goes_to_the_roster_and_the_person_stays_out(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    sam = await town.join("Sam Steward", "programme manager", None, steward=True)
    await flag(town, ana, ben)
    assert "Recorded" in await settle(town, sam, "It's true")
    assert not reads(town, ben)
    assert "Leads" in roles(ben)
    listed = told(await ben.slash(town.channel("lobby"), "room list"))
    assert "the roster has people below you" in listed.casefold()


async def test_a_flag_kept_paused_stays_with_the_stewards_and_can_still_be_settled(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    sam = await town.join("Sam Steward", "programme manager", None, steward=True)
    await flag(town, ana, ben)
    assert "stays paused" in await settle(town, sam, "Keep it paused")
    assert not reads(town, ben)
    assert "the pause stays for now" in read_by(town, ben)
    await settle(town, sam, "It's a mistake")
    assert reads(town, ben)


async def test_the_paused_person_reads_why_in_their_list_and_joins_nothing(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana)
    await flag(town, ana, ben)
    assert "Your access is paused" in told(await ben.slash(town.channel("lobby"), "room list"))
    assert "may supervise them. That may be a mistake" in read_by(town, ben)


async def test_the_ledger_says_access_paused_without_reason_or_actor(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await flag(town, ana, ben)
    who = told(await ana.slash(town.channel(LOUNGE), "room who"))
    [line] = [line for line in who.splitlines() if "paused" in line]
    assert line.endswith(f"<@{ben.id}>: access paused.")


async def test_the_pause_holds_over_a_restart_and_against_a_role_given_by_hand(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await flag(town, ana, ben)
    await town.restart()
    role = town.guild.roles["Practitioners"]
    town.env.backend.add_member_role(town.guild.id, ben.id, role.id)
    await town.settle()
    assert not reads(town, ben)


async def test_nothing_happens_until_the_flagger_says_yes(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    asked = await begin(town, ana, ben)
    assert "never who" in told(asked)
    assert asked.response is not None
    await ana.click(asked.response, label="Never mind")
    await town.settle()
    assert reads(town, ben)
    assert not read_by(town, ben)


async def test_the_card_opened_before_a_restart_still_works(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    asked = await begin(town, ana, ben)
    await town.restart()
    assert asked.response is not None
    await ana.click(asked.response, label="Yes, tell a steward")
    await town.settle()
    assert not reads(town, ben)


async def test_the_same_flag_twice_is_one(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    other = await begin(town, ana, ben)
    await flag(town, ana, ben)
    assert other.response is not None
    again = await ana.click(other.response, label="Yes, tell a steward")
    assert "You've told us this already" in "".join(map(said, again.followups))
    assert "You've told us this already" in told(await begin(town, ana, ben))


async def test_only_a_member_who_reads_the_room_can_be_flagged(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    principal = await town.join("Paula Head", "principal", "Pine Middle")
    assert town.bot.user is not None
    accounts = {
        "themselves": ana.user,
        "a stranger": town.stranger("Eve").user,
        "the bot": UserHandle(town.env, town.env.backend.users[town.bot.user.id]),
        "the owner": town.owner.user,
        "somebody who reads elsewhere": principal.user,
    }
    for who, account in accounts.items():
        answer = told(await ana.slash(town.channel(LOUNGE), "room flag", person=account))
        assert ("That is you" if who == "themselves" else "isn't one of the members") in answer, who


async def test_a_flag_is_raised_in_a_room_that_keeps_supervisors_out(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    assert "in the room you share" in told(await begin(town, ana, ben, town.channel("lobby")))


async def test_somebody_who_administers_the_server_is_not_paused_in_vain(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    power = town.guild.create_role("Power", permissions=discord.Permissions(administrator=True))
    town.env.backend.add_member_role(town.guild.id, ben.id, power.id)
    await town.settle()
    assert "by this server's own settings" in told(await begin(town, ana, ben))
