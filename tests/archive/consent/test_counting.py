"""Counted without words: once, only by an own yes, and not beside words about the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive.consent import Offer, accept, agree, count_me, count_me_out, counted, offer
from archive.consent.counting import (
    CountedByWords,
    count_again,
    count_mark,
    counted_by_words,
    counted_issues,
    counts,
    is_counted,
)
from archive.consent.person import forget_person, given_by
from archive.consent.reading import months_before
from bot.database.network import Network
from tests.archive.consent.places import MONTH, NOW, WORDS, furnish, key_of

ABOUT, OTHER, THIRD = 71, 72, 73  # issues


def test_a_mark_is_one_persons_for_one_issue() -> None:
    mark = count_mark(key_of(1), 7)
    assert is_counted(key_of(1), 7, mark)
    assert not is_counted(key_of(2), 7, mark)
    assert not is_counted(key_of(1), 8, mark)


@pytest.mark.parametrize(
    ("month", "count", "before"),
    [("2026-03", 0, "2026-03"), ("2026-03", 2, "2026-01"), ("2026-03", 3, "2025-12"), ("2026-01", 12, "2025-01")],
)
def test_months_are_counted_back_across_the_year(month: str, count: int, before: str) -> None:
    assert months_before(month, count) == before


async def test_somebody_is_counted_with_an_issue_once_until_their_words_about_it_are_let_in(network: Network) -> None:
    places = await furnish(network)
    author, boss = places.author.id, places.boss.id
    async with network.write() as tx:
        for person in (boss, author, author):
            await count_me(tx, ABOUT, key=key_of(person), person_id=person, now=NOW)
        await count_again(tx, OTHER, key=key_of(author), person_id=author, now=NOW + timedelta(days=31))
        assert await counted_issues(tx, author) == {ABOUT, OTHER}
        assert await counted_issues(tx, boss) == {ABOUT}
        assert [row.issue_id for row in await counts(tx)] == [ABOUT, ABOUT, OTHER]
        assert [row.person_id for row in await counts(tx, issue_id=OTHER)] == [author]
        assert [each.issue_id for each in await counted(tx, MONTH, key_of=key_of)] == [ABOUT, ABOUT]
        assert [each.issue_id for each in await counted(tx, "2026-04", key_of=key_of)] == [OTHER]

        said = await offer(tx, Offer(WORDS, "original", issue_id=THIRD), person_id=author, now=NOW)
        await agree(tx, said.id, key=key_of(author), person_id=author, words=WORDS, now=NOW)
        assert await counted_by_words(tx, author) == frozenset()
        await accept(tx, places.steward.id, said.id, now=NOW)
        assert await counted_by_words(tx, author) == {THIRD}
        assert await counted_by_words(tx, boss) == frozenset()
        with pytest.raises(CountedByWords):
            await count_again(tx, THIRD, key=key_of(author), person_id=author, now=NOW)

        await count_me_out(tx, ABOUT, person_id=author)
        assert await counted_issues(tx, author) == {OTHER}
        assert await counted_issues(tx, boss) == {ABOUT}

        assert [row.issue_id for row in await given_by(tx, author)] == [None, OTHER], "in the order of their yeses"
        await forget_person(tx, author, now=NOW)
        assert await given_by(tx, author) == []
        assert await counted_issues(tx, boss) == {ABOUT}
