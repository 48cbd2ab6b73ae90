from __future__ import annotations

from datetime import date, timedelta

from bot.people.store import PeopleStore
from config.calendar import Break, Calendar
from tests.cogs.sharing.test_jobs import agreed, told
from tests.kit.town import Town


async def test_a_reviewer_is_told_once_a_day_and_only_of_what_is_theirs(town: Town) -> None:
    stew = await town.join("Stew Ward", site="Elm Elementary", steward=True)
    ana = await town.join("Ana Ruiz")
    boss = await town.join("Bo Boss", "district leader", None, steward=True)
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(ana).id, [town.person(boss).id])
    await agreed(town, ana)
    await town.forward(timedelta(hours=2))
    await town.forward(timedelta(hours=2))
    assert sum("waits for your review" in text for text in told(town, stew)) == 1
    assert not any("waits for your review" in text for text in told(town, boss))


async def test_reviewers_are_told_nothing_in_a_school_break_and_what_waits_when_it_is_over(town: Town) -> None:
    stew = await town.join("Stew Ward", site="Elm Elementary", steward=True)
    ana = await town.join("Ana Ruiz")
    spring = Break(name="Spring break", first=date(2026, 3, 2), last=date(2026, 3, 6))
    community = town.network.community.model_copy(update={"calendar": Calendar(breaks=(spring,))})
    await town.house.networks.define(town.network_id, community)
    await agreed(town, ana)
    told_by = []
    for hours in (2, 48, 48, 24):
        await town.forward(timedelta(hours=hours))
        told_by.append(sum("waits for your review" in text for text in told(town, stew)))
    assert told_by == [0, 0, 0, 1]
