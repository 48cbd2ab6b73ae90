from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.database.network import Network
from bot.visibility.admission.spaces import SpaceStore
from cogs.rooms.starters.jobs import claim_and_post
from cogs.rooms.starters.rules import DISCORD_BEGAN, made_at, monday, starter_card, topic_of_week, week_due
from config.community import default_community
from config.texts import texts_for
from tests.cogs.rooms.asking import open_room
from tests.kit.databases import START
from tests.kit.town import Town

COMMUNITY, T, ZONE = default_community(), texts_for("en"), ZoneInfo("America/Chicago")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 6 * 365 * 24 * 60).map(lambda minutes: LONG_AGO + timedelta(days=9, minutes=minutes))


def channel_made(at: datetime, number: int = 0) -> int:
    return (int(at.timestamp() * 1000) - DISCORD_BEGAN << 22) + number


def weeks(count: int) -> list[str]:
    found = [week_due(monday(START, ZONE) + timedelta(weeks=number), LONG_AGO, ZONE) for number in range(count)]
    return [week for week in found if week is not None]


@given(INSTANTS)
def test_a_starter_is_due_from_monday_morning_to_saturday_morning_where_the_network_lives(now: datetime) -> None:
    local = now.astimezone(ZONE)
    hours = local.weekday() * 24 + local.hour
    assert (week_due(now, LONG_AGO, ZONE) is not None) == (9 <= hours < 5 * 24 + 9)


def test_a_new_room_waits_for_its_first_monday() -> None:
    wednesday = monday(START, ZONE) + timedelta(days=2)
    assert week_due(wednesday, wednesday - timedelta(hours=1), ZONE) is None
    assert week_due(wednesday + timedelta(days=5), wednesday, ZONE) == "2026-W11"


def test_when_a_channel_was_made_stands_in_its_id() -> None:
    assert made_at(channel_made(START, 5)) == START


def test_every_topic_has_its_turn_before_one_comes_again_across_the_end_of_a_year() -> None:
    for start in range(50):
        turn = weeks(120)[start : start + len(COMMUNITY.topics)]
        assert {topic_of_week(week, 77, COMMUNITY, None) for week in turn} == set(COMMUNITY.topics)


def test_the_same_week_asks_the_same_and_another_room_asks_something_else() -> None:
    [week] = weeks(1)
    assert topic_of_week(week, 77, COMMUNITY, None) == topic_of_week(week, 77, COMMUNITY, None)
    assert topic_of_week(week, 77, COMMUNITY, None) != topic_of_week(week, 78, COMMUNITY, None)


def test_a_room_with_a_topic_of_its_own_is_asked_about_that() -> None:
    own = COMMUNITY.topics[3]
    assert {topic_of_week(week, 77, COMMUNITY, own.key) for week in weeks(10)} == {own}


def test_the_question_asks_for_one_step_forward_and_one_obstacle() -> None:
    card = starter_card("2026-W10", 77, COMMUNITY.topics[0], COMMUNITY, T)
    assert "one step forward" in card.text
    assert "one obstacle" in card.text
    assert COMMUNITY.topics[0].label in card.text
    assert card.footer == COMMUNITY.safety.line


async def test_of_two_processes_that_look_at_once_one_asks_each_room_once_a_week(network: Network) -> None:
    rooms = [channel_made(LONG_AGO, number) for number in range(3)]
    async with network.write() as tx:
        for channel_id in rooms:
            await SpaceStore(tx).add("room", "practitioners", channel_id, f"room-{channel_id}")

    async def look(now: datetime) -> int:
        async with network.write() as tx:
            return await claim_and_post(tx, network, T, now)

    now = monday(START, ZoneInfo("UTC"))
    assert sorted(await asyncio.gather(*(look(now) for _ in range(4)))) == [0, 0, 0, 3]
    assert await look(now + timedelta(days=1)) == 0
    assert await look(now + timedelta(days=7)) == 3


async def test_a_room_is_asked_in_the_next_week_and_a_closed_one_is_not(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await open_room(town, ana, "Kept open", kind="open")
    await open_room(town, ana, "Closed soon", kind="open")
    await ana.slash(town.channel("closed-soon"), "room close")
    await town.settle()
    await town.forward(timedelta(days=7))
    await town.forward(timedelta(hours=1))

    def asked(name: str) -> int:
        posts = town.bot_messages(town.channel(name))
        return sum("one obstacle" in (post.embeds[0].description or "") for post in posts)

    assert [asked("kept-open"), asked("practitioners-lounge"), asked("closed-soon")] == [1, 1, 0]


async def test_a_network_that_has_switched_starters_off_is_asked_nothing(town: Town) -> None:
    quiet = town.network.community.model_copy(
        update={"rooms": town.network.community.rooms.model_copy(update={"starter": False})}
    )
    await town.house.networks.define(town.network_id, quiet)
    await town.join("Ana Ruiz")
    await town.forward(timedelta(days=7))
    posts = town.bot_messages(town.channel("practitioners-lounge"))
    assert not any("one obstacle" in (post.embeds[0].description or "") for post in posts)
