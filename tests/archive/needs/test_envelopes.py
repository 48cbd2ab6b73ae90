"""Answers on both databases: one each, nobody's, and gone with the key."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Select, Table, Text, literal_column, select, text

from archive.needs.answers import pack
from archive.needs.closing import destroy_keys, drop
from archive.needs.envelopes import EnvelopeStore
from archive.needs.surveys import Survey, SurveyStore
from bot.clock import ManualClock
from bot.database.engine import Database
from bot.database.network import Network
from bot.database.schema.surveys import answers
from bot.keys import Keyring
from bot.people.model import Person
from tests.archive.needs.respondents import ASKED, FUNDING, answer, begin, end, members, put
from tests.kit.raw import raw


async def rows_of(network: Network) -> Sequence[Any]:
    async with network.read() as tx:
        return await tx.rows(select(answers).where(tx.mine(answers)))


async def count_of(network: Network, survey: Survey) -> int:
    async with network.read() as tx:
        return len(await EnvelopeStore(tx).all(survey))


async def test_everybody_answers_once_changes_it_and_takes_it_back(network: Network, clock: ManualClock) -> None:
    ana, ben = await members(network, clock, 2)
    survey = await begin(network, clock)
    assert await put(network, survey, ana, answer(ana))
    assert await put(network, survey, ben, answer(ben))
    assert not await put(network, survey, ana, answer(ana, told=False, hard=("family",)))
    async with network.read() as tx:
        kept = await EnvelopeStore(tx).of(survey, ana.id)
        assert kept == answer(ana, told=False, hard=("family",))
        assert await EnvelopeStore(tx).of(survey, ben.id) == answer(ben)
    async with network.write() as tx:
        assert await EnvelopeStore(tx).take_back(survey, ana.id)
        assert not await EnvelopeStore(tx).take_back(survey, ana.id)
    assert await count_of(network, survey) == 1


def named(rows: Sequence[Mapping[str, Any]], order: Sequence[Person], survey: Survey) -> int:
    """Attack: count how many people's choices a reader of these rows can name.

    The reader knows in which order people answered, as somebody does who saw each do something by name a second
    earlier, and tries hashes of every id. A row that cannot be read names nothing.
    """
    ways = ("{0}", "person {0}", "person 1/{0}", f"{survey.id}/{{0}}")
    hashes = {hashlib.sha256(way.format(person.id).encode()).hexdigest(): person.id for person in order for way in ways}
    hits = 0
    for person, row in zip(order, rows, strict=True):
        try:
            said = json.loads(bytes(row["envelope"]))
        except ValueError:
            continue
        hits += said["code"] == pack(FUNDING, ASKED) and hashes.get(row["tag"], person.id) == person.id
    return hits


async def test_a_reader_of_the_database_can_name_nobodys_answers_and_could_if_they_lay_in_the_clear(
    network: Network, database: Database, clock: ManualClock
) -> None:
    people = await members(network, clock, 12)
    survey = await begin(network, clock)
    for person in people:
        await put(network, survey, person, answer(person))
    rows = [row._asdict() for row in await rows_of(network)]
    assert named(rows, people, survey) == 0
    assert len({row["tag"] for row in rows}) == len({bytes(row["envelope"]) for row in rows}) == len(people)
    assert {len(row["envelope"]) for row in rows} == {12 + 512 + 16}, "all of one length: nonce, words, proof"
    assert {name for name in rows[0] if "at" in name.split("_")} == set(), "no time stands beside them"

    control = Table(
        "control", MetaData(), Column("id", Integer, primary_key=True), Column("tag", Text), Column("envelope", Text)
    )
    plain = json.dumps({"code": pack(FUNDING, ASKED)})
    async with database.write_across() as connection:
        await connection.run_sync(control.metadata.create_all)
        for person in people:
            tag = hashlib.sha256(str(person.id).encode()).hexdigest()
            await connection.execute(control.insert().values(tag=tag, envelope=plain))
        lying = (await connection.execute(select(control).order_by(control.c.id))).all()
        await connection.execute(text("DROP TABLE control"))
    found = [{"tag": row.tag, "envelope": row.envelope.encode()} for row in lying]
    assert named(found, people, survey) == len(people), "the control"


async def test_once_it_has_closed_no_answer_can_be_read_and_ranges_are_all_that_is_left(
    network: Network, database: Database, keys: Keyring, clock: ManualClock, tmp_path: Path
) -> None:
    people = await members(network, clock, 7)
    survey = await begin(network, clock)
    for person in people:
        await put(network, survey, person, answer(person))
    await put(network, survey, people[0], answer(people[0], hard=("staffing",)))
    before = await rows_of(network)
    async with network.read() as tx:
        open_still = await SurveyStore(tx).get(survey.id)
    assert open_still is not None
    assert open_still.found is None
    assert open_still.told is None

    ended = await end(network, keys, survey, clock)

    assert ended.state == "closed"
    assert ended.found is not None
    [part] = ended.found.parts
    bands = {(each.question, each.choice): str(each.band) for each in part.figures}
    assert bands == dict.fromkeys([("hard", "funding"), ("learn", "funding"), ("learn", "data")], "5–9")  # noqa: RUF001 -- as shown
    assert ended.told == ended.found
    assert await rows_of(network) == []
    assert not keys.surveys(network.id).is_there(survey.id)
    opener = Keyring.open(keys.folder).surveys(network.id)
    assert all(opener.unseal(survey.id, row.tag, row.envelope) is None for row in before), "nor with an old copy"
    if database.is_sqlite:
        places = await raw(database, tmp_path)
        left = {name for row in before for name, data in places.items() if row.envelope[:24] in data}
        assert left - {"log"} == set()


@pytest.mark.postgres
@pytest.mark.parametrize("emptied_url", ["postgres"], indirect=True)
async def test_on_postgresql_no_row_tells_which_transaction_wrote_it_once_all_are_written_anew(
    network: Network, clock: ManualClock
) -> None:
    people, survey = await members(network, clock, 3), await begin(network, clock)
    for person in people:
        await put(network, survey, person, answer(person))
    written: Select[Any] = select(literal_column("survey_answers.xmin::text").label("by"))
    for expected in (3, 1):
        async with network.read() as tx:
            rows = await tx.rows(written.select_from(answers).where(tx.mine(answers)))
        assert len({row.by for row in rows}) == expected
        async with network.write() as tx:
            await EnvelopeStore(tx).write_anew(survey)


async def test_a_key_that_is_gone_loses_the_survey_and_says_so(
    network: Network, keys: Keyring, clock: ManualClock
) -> None:
    [ana] = await members(network, clock, 1)
    survey = await begin(network, clock)
    await put(network, survey, ana, answer(ana))
    keys.surveys(network.id).destroy(survey.id)  # as after a restore: it is in no backup
    ended = await end(network, keys, survey, clock)
    assert (ended.state, ended.found) == ("lost", None)
    assert await rows_of(network) == []


async def test_a_survey_that_is_called_off_is_deleted_unread_and_a_key_dies_only_when_nothing_needs_it(
    network: Network, keys: Keyring, clock: ManualClock
) -> None:
    [ana] = await members(network, clock, 1)
    survey, own = await begin(network, clock), keys.surveys(network.id)
    await put(network, survey, ana, answer(ana))
    own.make(17, clock.now())  # of an opening that is not committed yet, or never will be
    await destroy_keys(network, own, now=clock.now())
    assert set(own.there()) == {17, survey.id}
    clock.forward(timedelta(hours=5))
    await destroy_keys(network, own, now=clock.now())
    assert set(own.there()) == {survey.id}
    async with network.write() as tx:
        assert await drop(tx, survey)
        assert not await drop(tx, survey)
    await destroy_keys(network, own, now=clock.now())
    assert (own.there(), await rows_of(network)) == ({}, [])


def test_a_key_tells_its_hour_and_is_in_no_backup(tmp_path: Path, clock: ManualClock) -> None:
    own = Keyring.open(tmp_path).surveys(3)
    own.make(5, clock.now() + timedelta(minutes=17))
    [path] = (tmp_path / "surveys" / "3").iterdir()
    assert own.there() == {5: clock.now().astimezone(UTC).replace(minute=0, second=0)}
    assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "surveys" / "CACHEDIR.TAG").exists()
    secret, also = path.read_bytes(), tmp_path / "held"
    os.link(path, also)
    own.destroy(5)
    assert also.read_bytes() != secret
    tag = own.tag(5, 1)
    assert tag is None
