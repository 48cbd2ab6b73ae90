"""Matching, against mentor-match and against scipy's dense assignment in the same run. Prints ratios, asserts limits.

Run: python -m benchmarks.matching [--size 10000] [--rounds 3] [--peer FOLDER] [--scarce]
Each solver runs in a process of its own. mentor-match is installed into an environment of its own, in FOLDER if given
(kept, for the next run) or in a temporary one that is removed: it is nothing the project needs. Of the dense solver
only its own call is timed, of ours all that follows the table of scores. Ratios are given in seconds and in seconds of
the processor: the second is all that counts where others use the machine too.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.anonymize import peer_folder
from benchmarks.matching_pools import simple_people, simple_pool
from bot.matching.features import UNITS
from bot.matching.fit import scores_of

FASTER_THAN_PEER = 200
FASTER_THAN_DENSE, STRETCH = 1.5, (2, 10)
MEGABYTES = 1500
LARGE = 10_000  # the size for which the limit is meant; smaller ones are for looking
PEER = Path(__file__).with_name("matching_peer.py")
PEER_PACKAGE = "mentor-match==7.0.1"


def said(command: Sequence[str | Path], given: str | None = None) -> dict[str, Any]:
    """Return what a process prints as JSON."""
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)  # noqa: S603 -- our own
    assert done.returncode == 0, done.stderr[-2000:]
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def solver(*arguments: str) -> dict[str, Any]:
    """Return the figures of one solver in a fresh interpreter."""
    return said([sys.executable, "-m", "benchmarks.matching_solvers", *arguments])


def against_peer(folder: Path, size: int = 500) -> None:
    """Compare one round of `size` on each side under rules that say the same."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)  # noqa: S603 -- our own interpreter
    install: list[str | Path] = [python, "-m", "pip", "install", "--quiet", PEER_PACKAGE]
    if subprocess.run(install, check=False, capture_output=True).returncode:  # noqa: S603 -- the environment just made
        print("mentor-match cannot be installed here; no comparison")
        return
    people = json.dumps(simple_people(size))
    theirs = said([python, "-P", PEER], people)  # without its own folder, where we are called matching too
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(people)
        file.flush()
        ours = solver("simple", file.name)
    score = _score_of(theirs["pairs"], people)
    print(
        f"mentor-match, {size} by {size}, one round: {theirs['seconds']:.2f} s, {len(theirs['pairs'])} pairs, {score:g}"
    )
    print(f"  ours, reasons included: {ours['seconds'] * 1000:.1f} ms, {ours['paired']} pairs, {ours['score']:g}")
    _tell_ratio(theirs, ours, FASTER_THAN_PEER)
    assert ours["score"] >= score
    assert ours["paired"] >= len(theirs["pairs"])
    assert theirs["seconds"] >= FASTER_THAN_PEER * ours["seconds"]


def against_dense(mentees: int, mentors: int, rounds: int) -> None:
    """Compare a whole programme, in turn, and hold the limits to the medians."""
    figures: dict[str, list[dict[str, Any]]] = {"ours": [], "dense": []}
    for _ in range(rounds):
        for name, found in figures.items():
            found.append(solver(name, str(mentees), str(mentors)))
    ours, theirs = _medians(figures["ours"]), _medians(figures["dense"])
    dense = figures["dense"][0]
    print(f"{mentees:,} mentees, {mentors:,} mentors with 1 to 3 places, hard rules; median of {rounds}")
    for name, middle in (("scipy, dense", theirs), ("ours", ours)):
        work, memory = f"{middle['processor']:.2f} s of the processor", f"{middle['megabytes']:,.0f} MB"
        print(f"  {name}: {middle['seconds']:.2f} s, {work}, {memory}")
    print(f"  the table of scores, needed by both: {ours['scoring']:.2f} s")
    print(f"  {dense['paired']:,} paired, score {dense['score'] / UNITS:,.4f}, the same for both")
    _tell_ratio(theirs, ours, FASTER_THAN_DENSE)
    whole = (theirs["seconds"] + theirs["scoring"]) / (ours["seconds"] + ours["scoring"])
    print(f"  with the table of scores counted on both sides: {whole:.1f} times; stretch: {STRETCH}")
    for one in figures["ours"]:
        assert [one[key] for key in ("paired", "days", "score")] == [dense[key] for key in ("paired", "days", "score")]
    assert ours["megabytes"] < MEGABYTES
    if mentees >= LARGE:
        assert theirs["seconds"] >= FASTER_THAN_DENSE * ours["seconds"]


def _medians(rounds: list[dict[str, Any]]) -> dict[str, float]:
    return {key: median(each[key] for each in rounds) for key in ("seconds", "processor", "scoring", "megabytes")}


def _score_of(pairs: list[tuple[int, int]], people: str) -> float:
    """Return what the peer's pairs are worth under the rules they were made with."""
    pool = simple_pool(json.loads(people))
    scores = scores_of(pool)
    rows = {mentee.person_id: row for row, mentee in enumerate(pool.mentees)}
    columns = {mentor.person_id: column for column, mentor in enumerate(pool.mentors)}
    return sum(int(scores[rows[mentee], columns[mentor]]) for mentee, mentor in pairs) / UNITS


def _tell_ratio(theirs: dict[str, Any], ours: dict[str, Any], limit: float) -> None:
    time, work = (theirs[key] / ours[key] for key in ("seconds", "processor"))
    print(f"  {time:.1f} times faster, {work:.1f} times less of the processor (at least {limit:g})")


def main() -> None:
    """Run all comparisons."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", type=int, default=10_000, help="mentees and mentors in the large comparison")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--peer", type=Path, help="a folder for the peer's environment, kept afterwards")
    options.add_argument("--scarce", action="store_true", help="also with fewer places than mentees")
    chosen = options.parse_args()
    with peer_folder(chosen.peer) as folder:
        against_peer(folder)
    against_dense(chosen.size, chosen.size, chosen.rounds)
    if chosen.scarce:
        against_dense(chosen.size, chosen.size * 9 // 20, 1)


if __name__ == "__main__":
    main()
