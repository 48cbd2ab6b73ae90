"""What issues hold about a person: shown to them, and erased."""

from __future__ import annotations

from archive.issues.drafts import DraftStore
from archive.issues.following import Step, take
from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from archive.issues.telling import NewsStore
from archive.issues.themes import ThemeStore
from bot.clock import ManualClock
from bot.database.network import Network
from bot.people.model import Person
from cogs.issues import privacy
from tests.archive.issues.roster import enrol

KINDS = ("issues", "issue_supports", "issue_drafts", "issue_moves", "issue_news", "theme_moves")
NOTHING: dict[str, list[object]] = {kind: [] for kind in KINDS}


async def _some(network: Network, clock: ManualClock) -> tuple[Person, Person]:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    first = await raise_issue(network, ana, Draft("Buses are late"), now=clock.now())
    second = await raise_issue(network, ben, Draft("The gym is cold"), now=clock.now())
    async with network.write() as tx:
        await IssueStore(tx).support(first, ben.id, ben.site_id, now=clock.now())
        await IssueStore(tx).support(second, ana.id, ana.site_id, now=clock.now())
        for person, draft in ((ana, Draft("The bus is cold")), (ben, Draft("The gym is dark"))):
            await DraftStore(tx).keep(person.id, draft, now=clock.now())
            await NewsStore(tx).told(person.id, until=clock.now(), now=clock.now())
        await take(tx, [Step(each, "heard", "resolved") for each in (first, second)], now=clock.now())
        groups = [Group([first], ["buses"]), Group([second], ["gym"])]
        await ThemeStore(tx).save(groups, now=clock.now())
    return ana, ben


async def test_an_export_holds_ones_own_words_and_nobody_elses(network: Network, clock: ManualClock) -> None:
    ana, _ = await _some(network, clock)
    async with network.read() as tx:
        export = await privacy.export(tx, ana.id)
    assert [row["text"] for row in export["issues"]] == ["Buses are late"]
    assert [row["text"] for row in export["issue_drafts"]] == ["The bus is cold"]
    assert [row["status"] for row in export["issue_moves"]] == ["resolved"]
    assert [len(export[kind]) for kind in KINDS] == [1, 1, 1, 1, 1, 0]
    assert "gym" not in str(export)


async def test_erasing_one_person_leaves_the_other_and_takes_titles_made_of_their_words(
    network: Network, clock: ManualClock
) -> None:
    ana, ben = await _some(network, clock)
    async with network.write() as tx:
        await privacy.erase(tx, ana.id, now=clock.now())
    async with network.write() as tx:
        assert await privacy.export(tx, ana.id) == NOTHING
        kept = await privacy.export(tx, ben.id)
        assert [row["text"] for row in kept["issues"]] == ["The gym is cold"]
        assert [theme.title for theme in await ThemeStore(tx).ranked()] == ["Gym"]
        assert await ThemeStore(tx).is_stale()
        (issue,) = await IssueStore(tx).everything()
        await ThemeStore(tx).save([Group([issue.id], ["gym"])], now=clock.now())
        assert not await ThemeStore(tx).is_stale()


async def test_erasing_happens_in_one_network_only(network: Network, clock: ManualClock) -> None:
    ana, _ = await _some(network, clock)
    async with network.read() as tx:
        before = await privacy.export(tx, ana.id)
        tx.network_id += 1
        assert await privacy.export(tx, ana.id) == NOTHING
    assert before["issues"]
