"""What makes code wrong makes every mistake it names, and none where nobody decides anything."""

from __future__ import annotations

import argparse
from pathlib import Path
from resource import RLIMIT_CPU, getrlimit
from time import process_time
from types import SimpleNamespace
from typing import Any

import pytest

from bot.matching.sizes import band_of
from tests.soak.mutants import chosen
from tests.soak.mutating import targets
from tests.soak.mutating.children import ELSEWHERE, KILLED, SURVIVED, allow, run_each
from tests.soak.mutating.definitions import is_plain
from tests.soak.mutating.equivalent import EQUIVALENT, is_equivalent, meant
from tests.soak.mutating.hunting import Hunt
from tests.soak.mutating.mutants import Mutant, Source
from tests.soak.mutating.patching import Living, without_assertions
from tests.soak.mutating.scores import Score
from tests.soak.mutating.targets import GROUPS, ROOT, files_of


def mistakes_in(folder: Path, code: str) -> list[str]:
    path = folder / "code.py"
    path.write_text(code, encoding="utf-8")
    source = Source(path, "code.py")
    found = source.mutants()
    assert all(source.code_of(mutant) != source.code() for mutant in found)
    return [f"{mutant.before} -> {mutant.after}" for mutant in found]


@pytest.mark.parametrize(
    ("code", "mistakes"),
    [
        ("a < b", ["a < b -> a <= b", "a < b -> a >= b"]),
        ("a is None", ["a is None -> a is not None"]),
        ("a and b", ["a and b -> a or b"]),
        ("a + b", ["a + b -> a - b"]),
        ("not a", ["not a -> a"]),
        ("7", ["7 -> 8", "7 -> 6"]),
        ("True", ["True -> False"]),
        ("'key'", ["'key' -> 'XXkey'"]),
        ("[a for a in b if c]", ["for a in b if c -> for a in b", "for a in b if c -> for a in b if not c"]),
    ],
)
def test_each_kind_of_mistake_is_made(tmp_path: Path, code: str, mistakes: list[str]) -> None:
    assert mistakes_in(tmp_path, f"x = {code}") == mistakes


def test_statements_are_left_out_turned_round_or_return_nothing(tmp_path: Path) -> None:
    body = "while a:\n  if a:\n   break\n  a.go()\n  a.b = c\n  raise a\n return a"
    code = f"def f(a):\n {body}"
    assert mistakes_in(tmp_path, code) == [
        "while a: if a: break a.go() a.b = c raise a -> while not a: if a: break a.go() a.b = c raise a",
        "if a: break -> if not a: break",
        "break -> continue",
        "a.go() -> pass",
        "a.b = c -> pass",
        "raise a -> pass",
        "return a -> return None",
    ]


@pytest.mark.parametrize(
    "code",
    [
        '"""Words about it."""',
        'x: "int"',
        'log.warning("words %s", 1)',
        'x = t("words", count=1)',
        'X = N_("words")',
        "assert a == 1",
        "from a import b",
        'Kind = Literal["a", "b"]',
        "zip(a, b, strict=True)",
    ],
)
def test_words_types_and_what_is_taken_for_granted_are_left_alone(tmp_path: Path, code: str) -> None:
    assert [each for each in mistakes_in(tmp_path, code) if not each.endswith("-> pass")] == []


def test_a_mistake_is_made_in_what_is_loaded_and_only_in_a_process_of_its_own() -> None:
    source = Source(ROOT / "bot/matching/sizes.py", "bot/matching/sizes.py")
    [wrong, *_] = [each for each in source.mutants() if each.kind == "comparison"]
    assert wrong.function is not None
    place = (str(source.path), *wrong.function)
    living = Living()

    def work(mutant: Mutant, _folder: Path) -> int:
        if not living.put(source.code_of(mutant), place):
            return ELSEWHERE
        return SURVIVED if band_of(250) == 1 else KILLED

    assert [ended for _, ended in run_each([wrong], work, lambda _: 1)] == [KILLED]
    assert band_of(250) == 1


def test_an_assertion_that_is_taken_out_holds_nothing_against_anybody(tmp_path: Path) -> None:
    path = tmp_path / "test_it.py"
    path.write_text("seen = []\nassert seen.append(1)\nwith pytest.raises(ValueError):\n    pass\n", encoding="utf-8")
    names: dict[str, list[int]] = {}
    exec(without_assertions(path), names)  # noqa: S102 -- what this test is about
    assert names["seen"] == [1]


def test_a_sample_is_the_same_for_the_same_seed_and_a_score_says_how_sure_it_is() -> None:
    sources = {str(path): Source(path, str(path)) for path in files_of("suppression")}
    once, again, other = (chosen(sources, 0.1, seed) for seed in (1, 1, 2))
    assert once == again != other
    score = Score(1000)
    score.killed["file"] = 90
    score.survivors += once[:10]
    assert score.share == pytest.approx(0.9)
    assert score.interval() == pytest.approx((0.826, 0.945), abs=0.001)  # Wilson, 90 of 100
    assert Score(100, once[:10], killed=score.killed).interval() == (0.9, 0.9)


def test_every_group_has_files_and_tests_near_them() -> None:
    for group in GROUPS:
        assert files_of(group)
        assert all((ROOT / name).exists() for name in targets.tests_of(group))
    assert is_plain({"a": (1, 2.0, None)})
    assert not is_plain(argparse.Namespace())


def test_every_mistake_that_is_said_to_be_none_is_one_place_and_no_other_like_it() -> None:
    for file in EQUIVALENT:
        assert {key: len(numbers) for key, numbers in meant(file).items() if len(numbers) != 1} == {}, file
    source = Source(ROOT / "bot/outbox/courier.py", "bot/outbox/courier.py")
    [begin, end] = [each for each in source.mutants() if (each.before, each.after) == ("False", "True")]
    assert (is_equivalent(begin), is_equivalent(end)) == (True, False), "a courier that is closed must not go on"


def test_the_quickest_tests_are_tried_and_half_of_the_time_is_for_those_near_the_module(tmp_path: Path) -> None:
    module = tmp_path / "near.py"
    module.write_text("from bot.matching import features, sizes\n", encoding="utf-8")
    source = Source(ROOT / "bot/matching/sizes.py", "bot/matching/sizes.py")
    hunt = Hunt({source.name: source}, [], 4.0, lambda *_: None, frozenset())
    far = [f"far{number}" for number in range(9)]
    known: Any = {name: SimpleNamespace(path=ROOT / "LICENSE") for name in far}
    hunt._items = known | {"near": SimpleNamespace(path=module)}
    hunt._seconds = {**dict.fromkeys(far, 0.5), "near": 1.5}
    [wrong, *_] = [each for each in source.mutants() if each.function]
    reached = {source.name: {wrong.line: {*far, "near"}}}
    assert hunt._tests_of(wrong, reached) == [*far[:4], "near", far[4]]
    hunt._seconds["near"] = 9.0
    assert hunt._tests_of(wrong, {source.name: {wrong.line: {"near"}}}) == ["near"], "one is run, however long it takes"
    assert hunt._tests_of(wrong, {source.name: {}}) == []


def test_what_computes_for_far_longer_than_it_should_is_ended_soon() -> None:
    def work(_seconds: float, _folder: Path) -> int:
        allow(0.5)
        soft, hard = getrlimit(RLIMIT_CPU)
        return SURVIVED if soft - process_time() <= 5 < hard else KILLED

    assert [ended for _, ended in run_each([1.0], work, lambda seconds: seconds)] == [SURVIVED]
