"""The long proofs run; what they prove at length, `make soak` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import ManualClock
from tests.bot.matching.programmes import programme
from tests.bot.ui.hostile_clicking import CLAIMS, click_all, every_claim, one_claim_each
from tests.cogs.digest.hostile_run import RUNS
from tests.kit.founding import Founding
from tests.kit.town import Town
from tests.soak import anonymity, clicks, first_hour, helpers, keeping, kills, time, unnamed, vanished, web
from tests.soak.attack.life import Size
from tests.soak.digest_attack import broken, live
from tests.soak.matching import compare_large, compare_small, prove
from tests.soak.timing.jobs import ZONES
from tests.soak.timing.running import Place
from tests.soak.visibility import compare, compare_gains, compare_kept


def test_the_long_comparison_of_visibility_works() -> None:
    documented, theirs = map(sum, zip(*(compare(seed) for seed in range(8)), strict=True))
    assert documented > theirs > 1000


@pytest.mark.parametrize("name", RUNS)
async def test_the_long_run_of_hostile_inputs_works(name: str) -> None:
    assert (await web.run(name, 40)).states.total() == 40


@pytest.mark.parametrize("control", web.CONTROLS)
async def test_a_careless_page_does_not_stand_the_same_inputs(control: str) -> None:
    assert await web.noticed(control) == web.CONTROLS[control][1]


async def test_an_attacker_with_everything_but_the_keyring_learns_nothing_from_the_rows(tmp_path: Path) -> None:
    """At this size the moments of posts, which are public, say more than chance: see `make soak`."""
    size = Size(members=600, posts=60, days=1)
    found, controls, words, gaps = await anonymity.run(size, 0, tmp_path)
    public = [name for name in found if "command" in name or "habits" in name or "dated row" in name]
    assert len(public) == 5
    assert max(found[name] for name in found.keys() - set(public)) <= 3 / size.posts
    assert controls == {name: pytest.approx(1 - 1 / size.members) for name in controls}
    assert len(controls) == 2
    assert words == gaps == 0


def test_the_long_attack_on_who_is_asked_works() -> None:
    helpers.check(120, 8, 40, 1)


async def test_an_attacker_with_everything_but_the_keyring_learns_nobodys_issue(tmp_path: Path) -> None:
    size = Size(members=300, posts=40, days=1)
    found, controls, words = await unnamed.run(size, 0, tmp_path)
    assert max(found.values()) <= 3 / size.posts
    assert controls == {name: pytest.approx(1 - 1 / size.members) for name in controls}
    assert len(controls) == 2
    assert words == 0


def test_the_long_comparisons_of_gains_and_of_kept_audits_work() -> None:
    assert compare_gains(1) == 960
    assert compare_kept(1, 50) == 50


def test_the_long_attack_on_the_digest_works() -> None:
    assert sum(live(seed) for seed in range(4)) > 0
    assert broken((0, 0, 1)) > 0


def test_the_long_comparison_of_matchings_works() -> None:
    assert sum(map(compare_small, range(20_000, 20_050))) > 0
    assert compare_large(300, 120, 1) > 0
    assert prove(programme(300, 300, 1)) == 1


def test_a_digest_arrives_once_though_its_sender_is_killed_and_naive_ones_double_or_lose(tmp_path: Path) -> None:
    results = dict(kills.run(tmp_path, at_random=1, rounds=1, recipients=30, seed=1, most_named=2))
    assert kills.holds(results), [result.line(name) for name, result in results.items()]
    assert min(sum(result.kills.values()) for result in results.values()) == 3


async def test_the_long_run_of_hostile_clicks_starts_on_every_action_with_every_claim(town: Town) -> None:
    addresses = every_claim(town)
    assert len(addresses) == len(set(addresses)) == len(CLAIMS) * len(one_claim_each(town, 0))
    assert await click_all(town, "stranger", addresses[: len(CLAIMS)]) == len(CLAIMS)


@pytest.mark.parametrize("control", clicks.CONTROLS)
async def test_a_careless_button_does_not_stand_the_same_claims(
    tmp_path: Path, clock: ManualClock, founding: Founding, control: str
) -> None:
    async with founding.open_town(tmp_path, clock) as town:
        assert await clicks.noticed(town, control) == clicks.CONTROLS[control][1]


def test_every_periods_effect_happens_once_though_the_clock_jumps_and_processes_are_killed(tmp_path: Path) -> None:
    """`make soak` does so at length, on PostgreSQL too, and beside two controls."""
    (tmp_path / "done").mkdir()
    place = Place(f"sqlite+aiosqlite:///{tmp_path / 'staffroom.db'}", tmp_path)
    result = time.live(place, 2, 1, ZONES[:1], 1, is_brief=True)
    assert result.is_perfect, result.line("SQLite")
    assert result.periods > 50


def test_new_keys_lose_no_word_though_giving_them_is_killed_and_a_torn_backup_is_seen(tmp_path: Path) -> None:
    """`make soak` kills backing up, bringing back and copying too, each at every moment."""
    (keys, none), (control, seen) = keeping.found(tmp_path, 1, ["staffroom keys rotate"])
    assert (keys, control) == ("staffroom keys rotate", "control")
    assert len(none) == 1 <= len(seen)


def test_the_first_hour_is_too_long_only_over_its_limits() -> None:
    screen, answer = first_hour.LIMITS
    assert first_hour.late({screen: 179.9, answer: 299.9}) == []
    assert first_hour.late({screen: 180.0, answer: 181.0}) == [screen]
    assert first_hour.late({screen: 20.0, answer: 400.0}) == [answer]


@pytest.mark.postgres
@pytest.mark.skipif(not vanished.is_possible(), reason="only root may make a network of its own")
def test_whoever_asks_a_server_that_vanished_is_told_in_time() -> None:
    assert vanished.wrong_in(vanished.run(1.0, slack=3.0), 1.0, slack=3.0) == []
