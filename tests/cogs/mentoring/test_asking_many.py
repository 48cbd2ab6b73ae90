from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.database.engine import Database
from bot.database.network import Network
from bot.errors import Gone
from cogs.mentoring import opening
from cogs.mentoring.following import asking
from cogs.mentoring.following.jobs import ask_everybody
from cogs.mentoring.following.model import Question
from cogs.mentoring.following.rules import QuestionClosed
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import NOW, pair, person
from tests.cogs.mentoring.roster import enrol, waiting_notices

PAIRS = 30
MENTEES, MENTORS = range(1, PAIRS + 1), range(101, PAIRS + 101)
WEEKS = timedelta(weeks=1)


async def test_a_day_of_many_check_ins_takes_few_statements_and_asks_everybody_once(
    network: Network, database: Database
) -> None:
    await enrol(network, MENTEES, MENTORS)
    async with network.write() as tx:
        for mentee, mentor in zip(MENTEES, MENTORS, strict=True):
            opened = pair(mentee, mentee, mentor, "open")
            await MentoringStore(tx).add_pair(opened)
            await opening.begin(tx, opened, person(mentor), person(mentee), NOW)
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    await ask_everybody(network, NOW + 2 * WEEKS)
    taken = len(said)
    await ask_everybody(network, NOW + 2 * WEEKS)
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    assert taken < 2 * PAIRS, "fewer statements than people were asked"
    async with network.read() as tx:
        asked = [each for each in await QuestionStore(tx).all() if each.asked_at is not None]
        assert sorted(each.person_id for each in asked) == [*MENTEES, *MENTORS]
        assert {each.step for each in asked} == {"first"}
        [told] = await waiting_notices(tx, MENTORS[0])
    assert f"Have you and Person {MENTEES[0]} met by now?" in told.card.text


async def one_pair(network: Network) -> None:
    await enrol(network, [1], [101])
    async with network.write() as tx:
        opened = pair(5, 1, 101, "open")
        await MentoringStore(tx).add_pair(opened)
        await opening.begin(tx, opened, person(101), person(1), NOW)


async def questions(network: Network) -> dict[tuple[int, str], Question]:
    async with network.read() as tx:
        return {(each.person_id, each.step): each for each in await QuestionStore(tx).all()}


async def test_what_nobody_answered_is_closed_when_the_next_is_due_and_two_silences_offer_somebody_else(
    network: Network,
) -> None:
    await one_pair(network)
    for weeks in (2, 6, 7):
        await ask_everybody(network, NOW + weeks * WEEKS)
    found = await questions(network)
    assert found[1, "first"].closed_at == NOW + 6 * WEEKS
    assert {who for who, step in found if step == "rematch"} == {1, 101}
    assert all(found[who, "rematch"].asked_at == NOW + 7 * WEEKS for who in (1, 101))


async def test_one_who_answers_is_no_silence_and_nobody_answers_for_another_or_twice(network: Network) -> None:
    await one_pair(network)
    await ask_everybody(network, NOW + 2 * WEEKS)
    mine, now = (await questions(network))[1, "first"], NOW + 2 * WEEKS
    for who, part, refusal in ((101, "met", Gone), (1, "more", QuestionClosed)):
        async with network.write() as tx:
            with pytest.raises(refusal):
                await asking.answer(tx, mine.id, who, part, "yes", now)
    async with network.write() as tx:
        await asking.answer(tx, mine.id, 1, "met", "no", now)
        with pytest.raises(QuestionClosed):
            await asking.answer(tx, mine.id, 1, "met", "yes", now)
    kept = (await questions(network))[1, "first"]
    assert (kept.met, kept.more) == ("no", None)
    for weeks in (6, 8):
        await ask_everybody(network, NOW + weeks * WEEKS)
    assert "rematch" not in {step for _, step in await questions(network)}
