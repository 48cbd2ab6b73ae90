"""Issues and themes on real databases."""

from __future__ import annotations

import pytest

from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.readers import issue_for, issues_for, themes_for
from archive.issues.rules import Draft, EmptyIssue, UnknownTopic
from archive.issues.sites import sites_behind
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.clock import ManualClock
from bot.database.network import Network
from bot.people.model import Person
from bot.people.store import PeopleStore
from tests.archive.issues.roster import enrol


async def _raise(network: Network, clock: ManualClock, person: Person, text: str = "Buses are late") -> int:
    return await raise_issue(network, person, Draft(text), now=clock.now())


async def test_what_is_raised_is_kept_with_its_site_and_choices(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    draft = Draft(" Buses are\u200b late ", kind="suggestion", topic="staffing", for_policymakers="words")
    issue_id = await raise_issue(network, ana, draft, now=clock.now())
    async with network.read() as tx:
        issue = await IssueStore(tx).own_issue(issue_id, ana.id)
    assert issue is not None
    assert (issue.text, issue.kind, issue.topic, issue.for_policymakers) == (
        "Buses are late",
        "suggestion",
        "staffing",
        "words",
    )
    assert (issue.site_id, issue.raised_at, issue.theme_id) == (ana.site_id, clock.now(), None)


async def test_what_is_refused_is_not_kept(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    with pytest.raises(EmptyIssue):
        await _raise(network, clock, ana, "\u200b")
    with pytest.raises(UnknownTopic):
        await raise_issue(network, ana, Draft("words", topic="no-such-topic"), now=clock.now())
    async with network.read() as tx:
        assert await IssueStore(tx).count() == 0


async def test_an_issue_is_not_anothers_own(network: Network, clock: ManualClock) -> None:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    issue_id = await _raise(network, clock, ana)
    async with network.read() as tx:
        assert await IssueStore(tx).own_issue(issue_id, ben.id) is None
        assert await IssueStore(tx).mine(ben.id) == []


async def test_each_person_has_one_voice_and_sites_are_counted_once(network: Network, clock: ManualClock) -> None:
    ana, ben, cy = await enrol(network, clock.now(), "Oak", "Oak", "Elm")
    issue_id = await _raise(network, clock, ana)
    async with network.write() as tx:
        store = IssueStore(tx)
        assert await store.support(issue_id, ben.id, ben.site_id, now=clock.now())
        assert not await store.support(issue_id, ben.id, ben.site_id, now=clock.now())
        assert (await sites_behind(tx, [issue_id]))[issue_id] == 1
        assert await store.support(issue_id, cy.id, cy.site_id, now=clock.now())
        assert (await sites_behind(tx, [issue_id]))[issue_id] == 2


async def test_themes_are_ranked_by_sites_before_people(network: Network, clock: ManualClock) -> None:
    ana, ben, cy, dee, eve = await enrol(network, clock.now(), "Oak", "Oak", "Oak", "Elm", "Ash")
    loud = [await _raise(network, clock, person) for person in (ana, ben, cy, ana)]
    wide = [await _raise(network, clock, dee)]
    async with network.write() as tx:
        await IssueStore(tx).support(wide[0], eve.id, eve.site_id, now=clock.now())
        await ThemeStore(tx).save([Group(loud, ["keys"]), Group(wide, ["buses"])], now=clock.now())
        ranked = await ThemeStore(tx).ranked()
    assert [(theme.title, theme.sites, theme.people, theme.issues) for theme in ranked] == [
        ("Buses", 2, 2, 1),
        ("Keys", 1, 3, 4),
    ]


async def test_a_theme_keeps_its_id_and_title_when_an_issue_joins(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    first = [await _raise(network, clock, ana) for _ in range(3)]
    async with network.write() as tx:
        await ThemeStore(tx).save([Group(first, ["buses"])], now=clock.now())
        (before,) = await ThemeStore(tx).ranked()
    later = await _raise(network, clock, ana)
    async with network.write() as tx:
        assert await ThemeStore(tx).is_stale()
        await ThemeStore(tx).save([Group([*first, later], ["late buses"])], now=clock.now())
        (after,) = await ThemeStore(tx).ranked()
        assert not await ThemeStore(tx).is_stale()
    assert (after.id, after.title, after.issues) == (before.id, "Buses", 4)


async def test_a_theme_whose_issues_moved_on_has_ended_and_is_still_known(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    ids = [await _raise(network, clock, ana) for _ in range(3)]
    async with network.write() as tx:
        await ThemeStore(tx).save([Group(ids[:2], ["buses"]), Group(ids[2:], ["heating"])], now=clock.now())
        small = (await ThemeStore(tx).ranked())[1]
        await ThemeStore(tx).save([Group(ids, ["buses"])], now=clock.now())
        assert len(await ThemeStore(tx).ranked()) == 1
        ended = await ThemeStore(tx).theme(small.id)
    assert ended is not None
    assert ended.ended_at == clock.now()


async def test_an_issue_erased_while_grouping_is_left_out(network: Network, clock: ManualClock) -> None:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    gone, kept = await _raise(network, clock, ana), await _raise(network, clock, ben)
    async with network.write() as tx:
        await IssueStore(tx).forget(ana.id)
        await ThemeStore(tx).save([Group([gone], ["a"]), Group([kept], ["b"])], now=clock.now())
        assert [theme.title for theme in await ThemeStore(tx).ranked()] == ["B"]


async def test_nobody_is_shown_the_words_of_somebody_they_supervise(network: Network, clock: ManualClock) -> None:
    ana, ben, boss = await enrol(network, clock.now(), "Oak", "Elm", "Office")
    async with network.write() as tx:
        await PeopleStore(tx).set_supervisors(ana.id, [boss.id])
    hers, his = await _raise(network, clock, ana), await _raise(network, clock, ben)
    async with network.write() as tx:
        await ThemeStore(tx).save([Group([hers], ["keys"]), Group([his], ["buses"])], now=clock.now())
        assert [theme.title for theme in await themes_for(tx, boss.id)] == ["Buses"]
        assert len(await themes_for(tx, ben.id)) == 2
        assert await issue_for(tx, boss.id, hers) is None
        assert await issue_for(tx, ben.id, hers) is not None
        theme = next(theme for theme in await ThemeStore(tx).ranked() if theme.title == "Keys")
        assert await issues_for(tx, boss.id, theme.id) == []
        assert [issue.id for issue in await issues_for(tx, ana.id, theme.id)] == [hers]


async def test_words_of_somebody_who_left_are_shown_to_nobody(network: Network, clock: ManualClock) -> None:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    issue_id = await _raise(network, clock, ana)
    async with network.write() as tx:
        await PeopleStore(tx).retire(ana.id)
        assert await issue_for(tx, ben.id, issue_id) is None
