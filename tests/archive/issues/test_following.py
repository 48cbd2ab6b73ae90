"""Issues take steps by themselves, and those behind them are told of each once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from archive.issues.following import Step, history, steps_due, take, untold
from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from archive.issues.telling import NewsStore
from archive.issues.themes import ThemeStore
from bot.clock import ManualClock
from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.digest import edition_counts, editions, recipients, responses
from bot.database.schema.webinars import webinars
from bot.database.transaction import Tx
from tests.archive.issues.roster import enrol

HOUR = timedelta(hours=1)


async def _follow(network: Network, now: datetime) -> dict[int, str]:
    async with network.write() as tx:
        await take(tx, await steps_due(tx), now=now)
        return {issue.id: issue.status for issue in await IssueStore(tx).everything()}


async def _print(tx: Tx, issue_id: int, now: datetime) -> int:
    """Count an issue in an edition that nobody sees yet."""
    edition = new_id()
    await tx.insert(editions, id=edition, month="2026-03", state="approved", content={}, built_at=now)
    await tx.insert(edition_counts, id=new_id(), edition_id=edition, theme_key="t1", issue_id=issue_id)
    return edition


async def _respond(tx: Tx, edition: int, now: datetime) -> None:
    recipient = new_id()
    places: dict[str, list[str]] = {"districts": [], "regions": [], "topics": [], "domains": []}
    said = {"name": "Rep", "office": "Office", "mail": "rep@example.org", "is_statewide": True, "state": "active"}
    await tx.insert(recipients, id=recipient, added_at=now, language="en", **places, **said)
    answer = {"theme_key": "t1", "kind": "action", "details": "A second bus", "received_at": now}
    await tx.insert(responses, id=new_id(), edition_id=edition, recipient_id=recipient, **answer)


async def test_an_issue_moves_with_what_becomes_of_it(network: Network, clock: ManualClock) -> None:
    now = clock.now()
    ana, ben = await enrol(network, now, "Oak", "Elm")
    first = await raise_issue(network, ana, Draft("Buses are late"), now=now)
    other = await raise_issue(network, ben, Draft("Buses never come"), now=now)
    assert set((await _follow(network, now)).values()) == {"heard"}
    async with network.write() as tx:
        await ThemeStore(tx).save([Group([first, other], ["buses"])], now=now)
    assert set((await _follow(network, now + HOUR)).values()) == {"grouped"}
    async with network.write() as tx:
        [theme] = await ThemeStore(tx).ranked()
        plan = {"title": "Buses", "audience": "practitioners", "starts_at": now, "minutes": 60, "proposed_at": now}
        webinar = new_id()
        await tx.insert(webinars, id=webinar, theme_id=theme.id, proposer_person_id=ana.id, **plan)
    assert set((await _follow(network, now + HOUR)).values()) == {"grouped"}, "nothing is in the calendar yet"
    async with network.write() as tx:
        await tx.execute(update(webinars).where(tx.mine(webinars)).values(event_id=7))
    assert set((await _follow(network, now + 2 * HOUR)).values()) == {"planned"}
    async with network.write() as tx:
        edition = await _print(tx, first, now)
    assert (await _follow(network, now + 2 * HOUR))[first] == "planned", "members have not seen the edition"
    async with network.write() as tx:
        await tx.execute(update(editions).where(tx.mine(editions)).values(state="shown"))
    assert await _follow(network, now + 3 * HOUR) == {first: "digest", other: "planned"}
    async with network.write() as tx:
        await _respond(tx, edition, now)
    assert await _follow(network, now + 4 * HOUR) == {first: "responded", other: "planned"}
    async with network.read() as tx:
        assert [status for status, _ in await history(tx, first)] == ["grouped", "planned", "digest", "responded"]


async def test_a_step_that_falls_away_is_followed_and_not_told(network: Network, clock: ManualClock) -> None:
    now = clock.now()
    ana, ben = await enrol(network, now, "Oak", "Elm")
    first = await raise_issue(network, ana, Draft("Buses are late"), now=now)
    other = await raise_issue(network, ben, Draft("Buses never come"), now=now)
    async with network.write() as tx:
        await ThemeStore(tx).save([Group([first, other], ["buses"])], now=now)
    await _follow(network, now + HOUR)
    async with network.write() as tx:
        await IssueStore(tx).forget(ben.id)
    assert await _follow(network, now + 2 * HOUR) == {first: "heard"}
    async with network.read() as tx:
        assert [status for status, _ in await history(tx, first)] == ["grouped"]


async def test_what_a_steward_closed_stays_until_it_is_taken_up_again(network: Network, clock: ManualClock) -> None:
    now = clock.now()
    ana, ben = await enrol(network, now, "Oak", "Elm")
    first = await raise_issue(network, ana, Draft("Buses are late"), now=now)
    other = await raise_issue(network, ben, Draft("Buses never come"), now=now)
    async with network.write() as tx:
        await take(tx, [Step(first, "heard", "parked", "waits")], now=now)
        await ThemeStore(tx).save([Group([first, other], ["buses"])], now=now)
    assert await _follow(network, now + HOUR) == {first: "parked", other: "grouped"}
    async with network.write() as tx:
        await take(tx, [Step(first, "parked", "heard")], now=now + HOUR)
        issue = await IssueStore(tx).issue(first)
        assert issue is not None
        assert (issue.status, issue.status_reason) == ("heard", None)
    assert (await _follow(network, now + 2 * HOUR))[first] == "grouped"


async def test_a_step_whose_issue_moved_meanwhile_is_left_out(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    first = await raise_issue(network, ana, Draft("Buses are late"), now=clock.now())
    async with network.write() as tx:
        await take(tx, [Step(first, "heard", "resolved")], now=clock.now())
        await take(tx, [Step(first, "heard", "grouped")], now=clock.now())
        assert [status for status, _ in await history(tx, first)] == ["resolved"]


async def test_those_behind_an_issue_are_told_of_its_last_step_once(network: Network, clock: ManualClock) -> None:
    now = clock.now()
    ana, ben, cem = await enrol(network, now, "Oak", "Elm", "Ash")
    issue = await raise_issue(network, ana, Draft("Buses are late"), now=now)
    async with network.write() as tx:
        await IssueStore(tx).support(issue, ben.id, ben.site_id, now=now)
        await take(tx, [Step(issue, "heard", "grouped")], now=now + HOUR)
        await take(tx, [Step(issue, "grouped", "planned")], now=now + 2 * HOUR)
        await IssueStore(tx).support(issue, cem.id, cem.site_id, now=now + 3 * HOUR)  # hears of what comes after
        found = await untold(tx, told_before=now)
        assert {person: [(step.status, step.is_own) for step in steps] for person, steps in found.items()} == {
            ana.id: [("planned", True)],
            ben.id: [("planned", False)],
        }
        assert set(await untold(tx, told_before=now, only=ben.id)) == {ben.id}
        await NewsStore(tx).told(ana.id, until=now + 2 * HOUR, now=now + 3 * HOUR)
        await NewsStore(tx).switch(ben.id, is_off=True, now=now + 3 * HOUR)
        await take(tx, [Step(issue, "planned", "resolved")], now=now + 4 * HOUR)
        assert set(await untold(tx, told_before=now + 3 * HOUR)) == {cem.id}, "ana was told just now, ben said no"
        assert set(await untold(tx, told_before=now + 27 * HOUR)) == {ana.id, cem.id}
        await NewsStore(tx).switch(ben.id, is_off=False, now=now + 5 * HOUR)
        assert ben.id not in await untold(tx, told_before=now + 27 * HOUR), "told from now on, not of the past"
        await IssueStore(tx).take_back(issue, cem.id)
        assert set(await untold(tx, told_before=now + 27 * HOUR)) == {ana.id}
