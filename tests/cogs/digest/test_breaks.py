"""The digest keeps to the school calendar: when it is built, and how long members have to read it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from archive.digest.store import EditionStore
from config.calendar import Break, Calendar
from tests.cogs.digest.county import LEE, County, build_here
from tests.cogs.digest.test_flow import approve
from tests.kit.town import Town

MONTH, CHICAGO = "2026-03", ZoneInfo("America/Chicago")


async def close_school(town: Town, first: date, last: date) -> None:
    calendar = Calendar(breaks=(Break(name="Spring break", first=first, last=last),))
    community = town.network.community.model_copy(update={"calendar": calendar})
    await town.house.networks.define(town.network_id, community)
    town._network = await town.house.networks.get(town.network_id)


async def forward_to(town: Town, month: int, day: int, hour: int) -> None:
    then = datetime(2026, month, day, hour, tzinfo=CHICAGO).astimezone(UTC)
    await town.forward(then - town.clock.now())


async def is_built(town: Town) -> bool:
    async with town.network.read() as tx:
        return await EditionStore(tx).exists(MONTH)


async def test_the_digest_is_built_on_the_first_school_day_of_the_next_month(county: County) -> None:
    town = county.town
    await close_school(town, date(2026, 4, 1), date(2026, 4, 3))  # Wednesday to Friday
    await forward_to(town, 4, 1, 9)
    await forward_to(town, 4, 5, 23)
    assert not await is_built(town)
    await forward_to(town, 4, 6, 0)
    assert await is_built(town)
    told = [embed.title or "" for message in town.direct_messages(county.steward) for embed in message.embeds]
    assert sum("March 2026" in title for title in told) == 1


async def test_members_who_are_away_have_their_time_to_read_when_they_are_back(county: County) -> None:
    town = county.town
    await close_school(town, date(2026, 3, 3), date(2026, 3, 13))  # from the day after to Friday of next week
    await build_here(county, MONTH)
    await approve(county)

    def mails() -> int:
        return len([mail for mail in town.mailbox if LEE.mail in str(mail["To"])])

    sent = []
    for day, hour in ((4, 12), (14, 0), (15, 8), (15, 9)):
        await forward_to(town, 3, day, hour)
        sent.append(mails())
    assert sent == [0, 0, 0, 1]  # 15 hours on the second of March, 33 from the fourteenth on
