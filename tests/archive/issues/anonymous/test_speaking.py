"""Raising and supporting without a name, on both databases: what is stored, what counts, what a receipt can do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from archive.issues.anonymous.ending import end_counts
from archive.issues.anonymous.holding import change_words, held_by, take_back
from archive.issues.anonymous.rules import MonthIsOver, TooFewMembers, WordsAreShared
from archive.issues.anonymous.speaking import check_no_part, support_without_name
from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.readers import issues_for
from archive.issues.rules import Draft, OwnIssue, RaisedBefore, SupportedBefore
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.clock import ManualClock, cut_to_hour
from bot.database.engine import Database
from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.digest import editions
from bot.database.schema.issues import issues, supports
from bot.errors import Gone
from bot.keys import Keyring
from bot.people.store import PeopleStore
from tests.archive.issues.anonymous.speakers import BUS, everything, members, speak
from tests.kit.raw import found, raw

TOPICS = frozenset({"other"})


async def _ranked(network: Network) -> tuple[int, int, int]:
    async with network.read() as tx:
        [theme] = await ThemeStore(tx).ranked()
    return theme.people, theme.sites, theme.issues


async def _group(network: Network, clock: ManualClock) -> None:
    async with network.write() as tx:
        ids = [issue.id for issue in await IssueStore(tx).everything()]
        await ThemeStore(tx).save([Group(ids, ["bus"])], now=clock.now())


async def test_a_row_names_nobody_tells_its_hour_and_keeps_a_site_only_where_many_work(
    network: Network, database: Database, keys: Keyring, clock: ManualClock, tmp_path: Path
) -> None:
    people = await members(network, clock)
    clock.forward(timedelta(minutes=41, seconds=7))
    await speak(network, keys, people[0], clock)
    await speak(network, keys, people[5], clock)
    kept = await everything(network)
    assert {issue.site_id for issue in kept} == {people[0].site_id, None}
    assert {issue.person_id for issue in kept} == {None}
    assert {issue.raised_at for issue in kept} == {cut_to_hour(clock.now())}
    assert {issue.text for issue in kept} == {BUS}
    async with network.read() as tx:
        rows = [row._asdict() for row in await tx.rows(select(issues).where(tx.mine(issues)))]
    assert not {str(value) for row in rows for value in row.values()} & {str(person.id) for person in people}
    assert len({row["count_tag"] for row in rows}) == 2
    assert found(("school bus",), await raw(database, tmp_path)) == set(), "words lie sealed, in logs and backups too"
    files = [path for path in (tmp_path / "keys" / "rows").rglob("*") if path.is_file()]
    assert len(files) == 2
    assert all(path.stat().st_mtime % 3600 == 0 for path in files), "its minute could point at somebody"
    assert (tmp_path / "keys" / "counts" / "CACHEDIR.TAG").exists(), "never backed up"


async def test_the_same_words_are_raised_once_and_where_few_are_members_not_at_all(
    network: Network, keys: Keyring, clock: ManualClock
) -> None:
    people = await members(network, clock)
    await speak(network, keys, people[0], clock)
    with pytest.raises(RaisedBefore):
        await speak(network, keys, people[0], clock, f" {BUS}\u200b")
    async with network.write() as tx:
        await PeopleStore(tx).suspend(people[1].id)
    with pytest.raises(TooFewMembers):
        await speak(network, keys, people[2], clock, "Another one")
    assert len(await everything(network)) == 1


async def test_whoever_speaks_with_a_name_and_without_counts_once_and_as_nobody_once_the_key_is_gone(
    network: Network, keys: Keyring, clock: ManualClock
) -> None:
    people = await members(network, clock)
    ana, ben, cleo, eva = people[0], people[1], people[2], people[5]
    named = await raise_issue(network, ana, Draft("The bus is late"), now=clock.now())
    for who in (ana, ben, ben, eva):
        await speak(network, keys, who, clock, f"{BUS} {new_id()}")
    await support_without_name(network, keys, cleo, named, now=clock.now())
    await _group(network, clock)
    assert await _ranked(network) == (4, 1, 5)  # Ana both ways, Ben twice, Eva without her site, Cleo's support

    with pytest.raises(OwnIssue):
        await support_without_name(network, keys, ana, named, now=clock.now())
    with pytest.raises(SupportedBefore):
        await support_without_name(network, keys, cleo, named, now=clock.now())
    async with network.read() as tx:
        issue = await IssueStore(tx).issue(named)
        assert issue is not None
        with pytest.raises(SupportedBefore):
            await check_no_part(tx, issue, cleo.id)

    async with network.write() as tx:
        sent = {"month": "2026-03", "state": "sent", "content": {}, "built_at": clock.now()}
        await tx.insert(editions, id=new_id(), **sent)
    await end_counts(network, keys.counts(network.id), now=clock.now())
    assert keys.counts(network.id).months() == []
    assert await _ranked(network) == (1, 1, 5), "words and sites stay; only Ana can be told apart"
    async with network.read() as tx:
        for table in (issues, supports):
            assert {row.count_tag for row in await tx.rows(select(table).where(tx.mine(table)))} == {None}


async def test_a_key_that_is_lost_empties_what_it_made(network: Network, keys: Keyring, clock: ManualClock) -> None:
    people = await members(network, clock)
    await speak(network, keys, people[0], clock)
    keys.counts(network.id).destroy("2026-03")
    await end_counts(network, keys.counts(network.id), now=clock.now())
    async with network.read() as tx:
        assert (await tx.rows(select(issues.c.count_tag).where(tx.mine(issues))))[0].count_tag is None
    assert [issue.text for issue in await everything(network)] == [BUS]


async def test_whoever_is_above_somebody_reads_nothing_without_a_name(
    network: Network, keys: Keyring, clock: ManualClock
) -> None:
    people = await members(network, clock)
    await speak(network, keys, people[0], clock)
    await _group(network, clock)
    [issue] = await everything(network)
    assert issue.theme_id is not None
    async with network.write() as tx:
        assert len(await issues_for(tx, people[6].id, issue.theme_id)) == 1
        await PeopleStore(tx).set_supervisors(people[7].id, [people[6].id])
        assert await issues_for(tx, people[6].id, issue.theme_id) == []
    with pytest.raises(Gone):
        await support_without_name(network, keys, people[6], issue.id, now=clock.now())


async def test_a_receipt_changes_the_words_until_others_stand_behind_them_and_takes_all_back(
    network: Network, keys: Keyring, clock: ManualClock
) -> None:
    people = await members(network, clock)
    receipt = await speak(network, keys, people[0], clock)
    [issue] = await everything(network)
    await _group(network, clock)
    async with network.write() as tx:
        known = await held_by(tx, receipt.lower())
        assert known is not None
        held = known[1]
        with pytest.raises(MonthIsOver):  # somebody else's hand: it takes back, but puts no words in a mouth
            await change_words(tx, held, people[1].id, Draft("Others", is_anonymous=True), TOPICS)
        await change_words(tx, held, people[0].id, Draft("The bus never comes", is_anonymous=True), TOPICS)
    assert [each.text for each in await everything(network)] == ["The bus never comes"]
    async with network.read() as tx:
        assert (await ThemeStore(tx).ranked())[0].title is None, "the old words were in it"

    voice = await support_without_name(network, keys, people[2], issue.id, now=clock.now())
    async with network.write() as tx:
        with pytest.raises(WordsAreShared):
            await change_words(tx, held, people[0].id, Draft("Something else", is_anonymous=True), TOPICS)
        supported = await held_by(tx, voice)
        assert supported is not None
        await take_back(tx, supported[1])
        assert await held_by(tx, voice) is None
        assert await IssueStore(tx).voices_on(issue.id) == 0
    sealed = await _sealed(network)
    async with network.write() as tx:
        await take_back(tx, held)
        assert tx.unseal_alone(issues.c.text, issue.id, sealed) is None, "no backup can be read any more"
    assert await everything(network) == []


async def _sealed(network: Network) -> bytes:
    async with network.read() as tx:
        return bytes(await tx.scalar(select(issues.c.text).where(tx.mine(issues))))


async def test_after_the_month_words_can_be_taken_back_but_not_changed(
    network: Network, keys: Keyring, clock: ManualClock
) -> None:
    people = await members(network, clock)
    receipt = await speak(network, keys, people[0], clock)
    clock.forward(datetime(2026, 5, 2, tzinfo=UTC) - clock.now())
    await end_counts(network, keys.counts(network.id), now=clock.now())
    async with network.write() as tx:
        known = await held_by(tx, receipt)
        assert known is not None
        with pytest.raises(MonthIsOver):
            await change_words(tx, known[1], people[0].id, Draft("Others", is_anonymous=True), TOPICS)
        await take_back(tx, known[1])
    assert await everything(network) == []
