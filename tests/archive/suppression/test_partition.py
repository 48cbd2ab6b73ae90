"""What the attacker of the design cannot do to the partition, and does to what has no protection."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.suppression.partition import Present, partition
from archive.suppression.places import EVERYWHERE, District, Place, tree_of
from config.community import Publication
from tests.archive.suppression.attacker import After, Attacker, Counts, Covered, Look, Narrowed, Publish, Told
from tests.archive.suppression.publishers import Protected, RestWithoutComplement, TotalsBesideParts, districts_of

K = 3
RULE = Publication(people=K, sites=1)  # every other site count lets the attacker conclude less: it hides who missed k
MOST = 6
Month = tuple[Counts, int, bool]  # new people, how many take back, whether it was sent by then
SHAPES = ((0,), (0, 0), (0, 0, 0), (0, 0, 1), (0, 1, 2))  # the region of each district
LARGER = ((0, 0, 1, 1), (0, 0, 0, 1), (0, 1, 2, 2))


@cache
def knowing(shape: tuple[int, ...]) -> Attacker:
    return Attacker(Protected(shape, RULE), len(shape), K, MOST)


def seen(publish: Protected, pool: Counts, taken_back: int, *, was_sent: bool) -> tuple[Look, After]:
    """What a month looks like when some take back what they said in its first cell, until it is gone."""
    cells = publish(pool)
    after = publish.after(cells, was_sent=was_sent)
    steps = []
    for cell in sorted(cells)[:1]:
        people = sum(pool[d] for d in cell)
        told = [after(cell, people - back, back) for back in range(1, min(taken_back, people) + 1)]
        until = told.index(None) + 1 if None in told else len(told)
        steps = [(cell, tuple(told[:until]))]
    return Look(frozenset(cells.items()), tuple(steps)), after


def live(shape: tuple[int, ...], attacker: Attacker, months: Sequence[Month]) -> list[Narrowed]:
    """Let months pass: what is not told waits for the next. Returns all that the attacker narrowed."""
    attacker.begin()
    publish = Protected(shape, RULE)
    waiting: Counts = (0,) * len(shape)
    found: list[Narrowed] = []
    for new, taken_back, was_sent in months:
        pool = tuple(min(MOST, old + more) for old, more in zip(waiting, new, strict=True))
        look, after = seen(publish, pool, taken_back, was_sent=was_sent)
        found += attacker.look(look, after)
        told = {district for cell, _ in look.cells for district in cell}
        waiting = tuple(0 if d in told else people for d, people in enumerate(pool))
    return found


def strolled(attacker: Attacker, publish: Protected, *, was_sent: bool) -> int:
    """Look at every month in which people take back, as far as one can be told from another; returns how many."""
    known = set()
    for look in attacker.every_look():
        for pool, taken_back in product(attacker.pools(look), range(1, 5)):
            stepped, after = seen(publish, pool, taken_back, was_sent=was_sent)
            if stepped not in known:
                attacker.begin()
                assert attacker.look(stepped, after) == [], (pool, taken_back)
            known.add(stepped)
    return len(known)


@st.composite
def histories(draw: st.DrawFn) -> tuple[tuple[int, ...], list[Month]]:
    shape = draw(st.sampled_from(SHAPES + LARGER))
    month = st.tuples(st.tuples(*[st.integers(0, 4)] * len(shape)), st.integers(0, 5), st.booleans())
    return shape, draw(st.lists(month, min_size=1, max_size=4))


@settings(max_examples=60, deadline=None)
@given(histories())
def test_no_figure_is_ever_narrowed_to_fewer_than_k_people(
    history: tuple[tuple[int, ...], list[Month]],
) -> None:
    shape, months = history
    assert live(shape, knowing(shape), months) == []


@pytest.mark.parametrize("shape", SHAPES)
def test_no_possible_month_lets_anybody_narrow_a_figure(shape: tuple[int, ...]) -> None:
    attacker = knowing(shape)
    for look in attacker.every_look():
        assert _fresh(attacker, look) == []


@pytest.mark.parametrize("was_sent", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_nor_does_anything_that_disappears_or_changes_its_band(shape: tuple[int, ...], was_sent: bool) -> None:
    attacker, publish = knowing(shape), Protected(shape, RULE)
    assert strolled(attacker, publish, was_sent=was_sent) > 0


@pytest.mark.parametrize(
    "publish",
    [
        TotalsBesideParts((0, 0, 1), RULE),
        TotalsBesideParts((0, 0, 1), RULE, exact=True),
        RestWithoutComplement((0, 0), RULE),
        RestWithoutComplement((0, 0, 1), RULE),
    ],
    ids=["totals beside parts", "exact totals beside parts", "two hidden among each other", "the same beside a third"],
)
def test_the_same_attacker_narrows_figures_without_the_protection(publish: Publish) -> None:
    districts = 2 if publish.__dict__["_regions"] == (0, 0) else 3
    attacker = Attacker(publish, districts, K, MOST)
    found = [each for look in attacker.every_look() for each in _fresh(attacker, look)]
    assert found
    assert all(1 <= each.people[0] <= each.people[1] < K for each in found)


def _fresh(attacker: Attacker, look: Look) -> list[Narrowed]:
    attacker.begin()
    return attacker.look(look, lambda *_: None)


def test_a_theme_that_went_exactly_below_k_would_be_narrowed() -> None:
    def after(_cell: Covered, left: int, _back: int) -> Told:
        return "there" if left >= K else None

    attacker = Attacker(Protected((0,), RULE), 1, K, MOST)
    cells = frozenset(Protected((0,), RULE)((K,)).items())
    [found] = attacker.look(Look(cells, (((0,), (None,)),)), after)
    assert (found.what, found.people) == ("people left", (K - 1, K - 1))


people = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=40
)  # the district and the site of each person; district 4 is none


@settings(max_examples=150, deadline=None)
@given(people, st.sampled_from(SHAPES), st.integers(2, 5), st.integers(1, 3))
def test_cells_are_disjoint_in_company_and_say_where_their_people_are(
    where: list[tuple[int, int]], shape: tuple[int, ...], k: int, m: int
) -> None:
    districts = districts_of(shape)
    present = [
        Present(
            number, districts[d] if d < len(districts) else None, frozenset({10 * d + site}) if d < 4 else frozenset()
        )
        for number, (d, site) in enumerate(where)
    ]
    cells = partition(present, tree_of(districts), Publication(people=k, sites=m))
    told = [one.person_id for cell in cells for one in cell.people]
    covered = [district for cell in cells for district in cell.place.districts]
    assert len(told) == len(set(told))
    assert len(covered) == len(set(covered))
    for cell in cells:
        assert len(cell.people) >= k
        assert len({site for one in cell.people for site in one.sites}) >= m
        assert {one.district for one in cell.people} - {None} <= set(cell.place.districts)


def counted(*counts: int, regions: Sequence[int]) -> dict[str, int]:
    districts = districts_of(regions)
    present = [
        Present(100 * place + number, district, frozenset({100 * place + number}))
        for place, (district, count) in enumerate(zip(districts, counts, strict=True))
        for number in range(count)
    ]
    cells = partition(present, tree_of(districts), Publication(people=5, sites=3))
    return {f"{cell.place.level} {cell.place.name}{' rest' * cell.place.is_rest}": len(cell.people) for cell in cells}


def test_districts_stand_alone_and_what_is_left_of_a_region_stands_together() -> None:
    assert counted(6, 2, 2, 2, 5, regions=(0, 0, 0, 0, 1)) == {
        "district district 0": 6,
        "region region 0 rest": 6,
        "district district 4": 5,
    }


def test_a_single_district_under_the_threshold_waits_beside_its_siblings() -> None:
    assert counted(6, 6, 2, regions=(0, 0, 0)) == {"district district 0": 6, "district district 1": 6}


def test_two_districts_that_make_up_a_region_are_told_as_one_where_either_could_be_the_small_one() -> None:
    assert counted(6, 1, 9, 9, regions=(0, 0, 1, 1)) == {
        "region region 0": 7,
        "district district 2": 9,
        "district district 3": 9,
    }


def test_two_districts_of_which_one_would_be_enough_whatever_the_other_has_are_told_apart() -> None:
    assert counted(6, 3, 9, 9, regions=(0, 0, 1, 1))["region region 0"] == 9
    assert counted(6, 4, 9, 9, regions=(0, 0, 1, 1)) == {
        "district district 0": 6,
        "district district 2": 9,
        "district district 3": 9,
    }


def test_two_districts_that_are_enough_together_only_are_told_as_their_region() -> None:
    assert counted(3, 3, 9, regions=(0, 0, 1)) == {"region region 0": 6, "district district 2": 9}


def test_a_place_is_the_same_in_another_month_by_its_level_and_its_name() -> None:
    assert tree_of(districts_of((0, 0, 1))).parts[0].place.key == ("region", "region 0")


def test_a_place_comes_back_from_a_kept_edition_as_it_was() -> None:
    place = tree_of(districts_of((0, 0, 1))).parts[0].place
    assert place.districts
    assert Place.from_json(json.loads(json.dumps(asdict(place)))) == place
    assert Place.from_json({"districts": []}) == EVERYWHERE


def test_what_is_left_of_regions_goes_up_to_the_state() -> None:
    assert counted(2, 2, 2, regions=(0, 1, 2)) == {"state ": 6}


def test_whoever_works_at_no_site_is_told_with_the_rest_of_the_state_only() -> None:
    districts = districts_of((0, 1, 2))
    present = [Present(number, districts[number % 3], frozenset({number})) for number in range(4)]
    everybody = [*present, Present(9, None, frozenset())]
    [cell] = partition(everybody, tree_of(districts), Publication())
    assert (cell.place.level, len(cell.people)) == ("state", 5)
    assert partition(
        [*present[:3], *(Present(n, None, frozenset()) for n in (8, 9))], tree_of(districts[:1]), Publication()
    )


def test_a_place_with_one_part_is_told_once() -> None:
    tree = tree_of([District("East", "North"), District("East", "South"), District("West", "Lake")])
    assert [part.place.level for part in tree.parts] == ["region", "district"]
    assert tree_of([District("East", "North")]).parts == ()
