"""How long a proposal waits for its answers, with and without school breaks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.database.ids import new_id
from bot.database.network import Network
from bot.matching.model import Match
from bot.people.model import Site
from bot.people.store import PeopleStore
from cogs.mentoring import proposals
from cogs.mentoring.model import Pair
from config.calendar import Break, Calendar
from tests.cogs.mentoring.people import NOW, person
from tests.cogs.mentoring.roster import enrol
from tests.cogs.mentoring.town_life import answer, pair_now, proposed
from tests.kit.town import Town

THREE_DAYS = timedelta(days=3)
SPRING = Break(name="Spring break", first=date(2026, 3, 4), last=date(2026, 3, 6))  # NOW is the second


async def propose(network: Network, calendar: Calendar) -> Pair:
    """Pair a mentee in the North with a mentor in the South."""
    await enrol(network, [1], [2])
    async with network.write() as tx:
        for number, district in ((1, "North"), (2, "South")):
            site = Site(new_id(), district, district, "", "elementary", None, "UTC")
            await PeopleStore(tx).add_site(site)
            await PeopleStore(tx).replace(person(number, site_id=site.id))
        community = network.community.model_copy(update={"calendar": calendar})
        [pair] = await proposals.publish(tx, [Match(1, 2, 0, ())], community, NOW)
    return pair


async def test_a_proposal_waits_for_as_many_days_as_the_community_says(network: Network) -> None:
    pair = await propose(network, Calendar())
    assert pair.answer_by - NOW == timedelta(days=network.community.mentoring.days_to_answer) == THREE_DAYS


async def test_a_break_of_either_of_the_two_gives_both_more_time(network: Network) -> None:
    south = SPRING.model_copy(update={"districts": ("South",)})
    assert (await propose(network, Calendar(breaks=(south,)))).answer_by - NOW == 2 * THREE_DAYS


async def test_a_break_of_a_third_district_gives_nobody_more_time(network: Network) -> None:
    east = SPRING.model_copy(update={"districts": ("East",)})
    assert (await propose(network, Calendar(breaks=(east,)))).answer_by - NOW == THREE_DAYS


async def test_a_proposal_before_a_break_can_be_answered_after_it(town: Town) -> None:
    calendar = Calendar(breaks=(SPRING,))
    community = town.network.community.model_copy(update={"calendar": calendar})
    await town.house.networks.define(town.network_id, community)
    town._network = await town.house.networks.get(town.network_id)
    mentee, mentor, pair = await proposed(town)
    await answer(town, mentee)
    await town.forward(datetime(2026, 3, 7, 12, tzinfo=ZoneInfo("America/Chicago")) - town.clock.now())
    await answer(town, mentor)
    assert (await pair_now(town, pair.id)).state == "open"
    assert pair.answer_by == datetime(2026, 3, 8, 15, tzinfo=UTC)
