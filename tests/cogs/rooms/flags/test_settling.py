"""Who settles a flag: a steward who is no part of it, else the server's owner; and never one of the two."""

from __future__ import annotations

from datetime import timedelta

from simcord.actors import MemberActor

from bot.cards import Address
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from cogs.rooms.flags.store import FlagStore
from tests.cogs.rooms.flags.telling import flag, read_by, settle
from tests.cogs.rooms.seeing import reads
from tests.cogs.setup.replies import told
from tests.kit.pressing import press
from tests.kit.town import Town


async def flags_of(town: Town, steward: MemberActor) -> str:
    return told(await steward.slash(town.channel("lobby"), "steward flags"))


async def test_a_steward_is_told_that_something_waits_and_reads_the_names_only_on_asking(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    sam = await town.join("Sam Steward", "programme manager", None, steward=True)
    await flag(town, ana, ben)
    assert "A flag in confidence" in read_by(town, sam)
    assert "Ana" not in read_by(town, sam)
    assert "Ben" not in read_by(town, sam)
    [notice] = [each for each in town.direct_messages(sam) if "in confidence" in str(each.embeds[0].title)]
    shown = told(await sam.user.click(notice, label="Look at it"))
    assert "Ana Ruiz" in shown
    assert "Ben Carter" in shown


async def test_a_flag_about_a_steward_goes_to_another_one(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    ben = await town.join("Ben Carter", "teacher", steward=True)
    sam = await town.join("Sam Steward", "programme manager", None, steward=True)
    await flag(town, ana, ben)
    assert "A flag in confidence" not in read_by(town, ben)
    assert "Nothing waits for you" in await flags_of(town, ben)
    assert "Ana Ruiz" in await flags_of(town, sam)
    await settle(town, sam, "It's a mistake")
    assert reads(town, ben)


async def test_a_steward_who_raised_a_flag_does_not_settle_it(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    ben = await town.join("Ben Carter", "teacher")
    sam = await town.join("Sam Steward", "programme manager", None, steward=True)
    await flag(town, ana, ben)
    assert "Nothing waits for you" in await flags_of(town, ana)
    assert "Ana Ruiz" in await flags_of(town, sam)


async def test_a_button_meant_for_another_steward_settles_nothing(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await town.join("Sam Steward", "programme manager", None, steward=True)
    ben = await town.join("Ben Carter", "teacher", steward=True)
    await flag(town, ana, ben)
    async with town.network.read() as tx:
        [live] = await FlagStore(tx).live()
    for action in ("flag_look", "flag_true", "flag_mistake", "flag_keep"):
        button = Address("rooms", action, str(live.id))
        assert "isn't yours to settle" in told(await press(town, ben, button))
        assert "isn't yours to settle" in told(await press(town, ana, button))
        assert "for stewards" in told(await press(town, town.stranger("Eve"), button))
    assert not reads(town, ben)
    async with town.network.read() as tx:
        assert await FlagStore(tx).live() == [live]


async def test_with_every_steward_part_of_it_the_owner_settles(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    ben = await town.join("Ben Carter", "teacher", steward=True)
    said = await flag(town, ana, ben)
    assert f"Please ask <@{town.owner.id}>" in said
    assert "Ana Ruiz" in await flags_of(town, town.owner)
    await settle(town, town.owner, "It's a mistake")
    assert reads(town, ben)
    async with town.network.read() as tx:
        [newest] = await StewardStore(tx).latest(1)
    assert newest.act == "The server's owner settled a flag in confidence."


async def test_the_owner_settles_nothing_while_there_is_a_steward_for_it(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await town.join("Sam Steward", "programme manager", None, steward=True)
    await flag(town, ana, ben)
    assert "Nothing waits for you" in await flags_of(town, town.owner)


async def test_a_steward_above_the_flagger_never_learns_of_it(town: Town) -> None:
    boss = await town.join("Bo Boss", "district leader", None, steward=True, email="boss@x.org")
    ana = await town.join("Ana Ruiz", supervisors=("boss@x.org",))
    ben = await town.join("Ben Carter", "teacher")
    await flag(town, ana, ben)
    assert "Nothing waits for you" in await flags_of(town, boss)
    assert "A flag in confidence" not in read_by(town, boss)
    assert "Ana Ruiz" in await flags_of(town, town.owner)


async def test_whoever_is_no_steward_sees_no_flags(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await flag(town, ana, ben)
    assert "for stewards" in await flags_of(town, ana)
    assert "for stewards" in await flags_of(town, town.stranger("Eve"))


async def test_each_settling_stands_in_the_open_log_without_the_two(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    sam = await town.join("Sam Steward", "programme manager", None, steward=True)
    await flag(town, ana, ben)
    await settle(town, sam, "Keep it paused")
    await settle(town, sam, "It's true")
    log = told(await ben.slash(town.channel("lobby"), "steward log"))
    assert "Sam Steward looked at a flag in confidence; the pause goes on." in log
    assert "Sam Steward settled a flag in confidence." in log
    assert "Ana" not in log
    assert "Ben" not in log


async def test_unsettled_after_three_days_both_are_told_once_and_it_stays_paused(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    sam = await town.join("Sam Steward", "programme manager", None, steward=True)
    await flag(town, ana, ben)
    await town.forward(timedelta(hours=71))
    assert "Not settled yet" not in read_by(town, ana)
    await town.forward(timedelta(hours=2))
    await town.forward(timedelta(hours=100))
    assert read_by(town, ana).count("Not settled yet") == 1
    assert read_by(town, ben).count("Not settled yet") == 1
    assert read_by(town, sam).count("A flag in confidence") == 2
    assert not reads(town, ben)


async def test_a_steward_named_later_finds_what_nobody_could_settle(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    ben = await town.join("Ben Carter", "teacher", steward=True)
    await flag(town, ana, ben)
    sam = await town.join("Sam Steward", "programme manager", None, steward=True)
    assert "coming back" in await settle(town, sam, "It's a mistake")


async def test_the_roster_never_says_both_ways_round(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    sam = await town.join("Sam Steward", "programme manager", None, steward=True)
    await flag(town, ana, ben)
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(ben).id, [town.person(ana).id])
    assert "other way round" in await settle(town, sam, "It's true")
    assert not reads(town, ben)
