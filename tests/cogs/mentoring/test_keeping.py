"""How long answers are kept, and what is left of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.database.network import Network
from cogs.mentoring.following.model import Question, Step, Word
from cogs.mentoring.following.rules import is_quiet
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.health import rules
from cogs.mentoring.health.render import health_card
from cogs.mentoring.keeping import rules as keeping
from cogs.mentoring.keeping.jobs import forget_answers
from cogs.mentoring.keeping.store import CountStore
from cogs.mentoring.store import MentoringStore
from config.texts import texts_for
from tests.cogs.mentoring.people import NOW, pair, situation
from tests.cogs.mentoring.roster import enrol

LONG_AGO = NOW - keeping.KEPT
CHECK_IN = Question(1, 5, 1, 2, "first", LONG_AGO, LONG_AGO, LONG_AGO, met="yes", worth="partly", more="no")
ENDING = Question(2, 5, 1, 2, "ending", LONG_AGO, LONG_AGO, LONG_AGO, worth="yes", again="yes")
OTHERS = replace(ENDING, id=3, person_id=2, partner_id=1)


def test_an_answer_becomes_a_number_when_eight_weeks_have_passed() -> None:
    assert keeping.reduce([CHECK_IN], NOW - timedelta(seconds=1)) == keeping.Reduced(Counter(), (), ())
    found = keeping.reduce([CHECK_IN], NOW)
    assert found.gone == (1,)
    assert found.counts == {(2025, "met", "yes"): 1, (2025, "worth", "partly"): 1, (2025, "more", "no"): 1}


def test_what_waits_for_its_turn_is_kept_and_what_was_closed_unasked_goes() -> None:
    waits = Question(4, 5, 1, 2, "second", LONG_AGO)
    closed = replace(waits, id=6, closed_at=LONG_AGO)
    assert keeping.reduce([waits, closed], NOW) == keeping.Reduced(Counter(), (6,), ())


def test_two_yeses_to_each_other_stay_without_what_else_was_said_and_are_counted_once() -> None:
    found = keeping.reduce([ENDING, OTHERS], NOW)
    assert (found.gone, found.counts) == ((), {(2025, "worth", "yes"): 2})
    assert [(each.again, each.worth) for each in found.kept] == [("yes", None), ("yes", None)]
    assert keeping.reduce(found.kept, NOW) == keeping.Reduced(Counter(), (), ())


def test_a_yes_alone_stays_only_while_the_other_can_still_say_one() -> None:
    asked_later = replace(OTHERS, asked_at=NOW, closed_at=None, worth=None, again=None)
    assert keeping.reduce([ENDING, asked_later], NOW).gone == ()
    assert keeping.reduce([ENDING, replace(OTHERS, again="no")], NOW).gone == (2, 3)
    assert keeping.reduce([ENDING], NOW).gone == (2,)


def test_forgetting_a_word_never_makes_a_pair_look_silent() -> None:
    def asked(number: int, who: int, step: Step, at: datetime) -> Question:
        return Question(number, 5, who, 3 - who, step, at, at)

    first = [replace(asked(1, 1, "first", LONG_AGO), met="yes"), asked(2, 2, "first", LONG_AGO)]
    second = [asked(3, 1, "second", NOW - timedelta(weeks=2)), asked(4, 2, "second", NOW - timedelta(weeks=2))]
    assert not is_quiet([*first, *second], NOW)
    gone = keeping.reduce([*first, *second], NOW).gone
    assert not is_quiet([each for each in (*first, *second) if each.id not in gone], NOW)


def test_a_school_year_is_shown_once_its_last_answer_is_a_number() -> None:
    assert [keeping.school_year(day) for day in (date(2026, 7, 31), date(2026, 8, 1))] == [2025, 2026]
    assert not keeping.is_settled(2025, datetime(2026, 10, 9, tzinfo=UTC))
    assert keeping.is_settled(2025, datetime(2026, 10, 10, tzinfo=UTC))


def test_stewards_read_the_numbers_of_a_settled_year_from_five_answers_on() -> None:
    said: dict[keeping.Said, int] = {
        (2024, "met", "yes"): 4,
        (2024, "met", "no"): 1,
        (2024, "worth", "partly"): 3,
        (2024, "worth", "no"): 2,
    }
    counts: Counter[keeping.Said] = Counter({**said, (2025, "met", "no"): 50})
    health = rules.health_of(situation((), ()), (), NOW, 30, counts)
    told = health_card(texts_for("en"), health, 30).text
    assert "began in 2024, 4 of 5 answers said that they had met, and 3 of 5 that it was worth it" in told
    assert rules.last_year(Counter({**said, (2024, "worth", "no"): 1}), NOW) is None


async def test_the_sweep_turns_answers_into_numbers_once(network: Network) -> None:
    await enrol(network, [1], [2])
    said: list[tuple[Step, Word | None]] = [("first", None), ("ending", "yes")]
    async with network.write() as tx:
        await MentoringStore(tx).add_pair(pair(5, 1, 2, "ended"))
        for step, again in said:
            for one, other in ((1, 2), (2, 1)):
                made = await QuestionStore(tx).add(5, one, other, step, LONG_AGO)
                told = replace(made, asked_at=LONG_AGO, closed_at=LONG_AGO, worth="yes", again=again)
                await QuestionStore(tx).save(told)
    for _ in range(2):
        await forget_answers(network, NOW)
    async with network.read() as tx:
        left = await QuestionStore(tx).all()
        assert [(each.step, each.worth, each.again) for each in left] == [("ending", None, "yes")] * 2
        assert await CountStore(tx).all() == {(2025, "worth", "yes"): 4}
        assert await QuestionStore(tx).both_again() == {(1, 2)}
