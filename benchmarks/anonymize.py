"""Anonymizing, against presidio-analyzer's pattern recognizers in the same run. Prints the figures, asserts the limits.

Run: python -m benchmarks.anonymize [--peer FOLDER]
The peer is installed into a virtual environment of its own, in FOLDER if given (kept, for the next run) or in a
temporary one that is removed: it is nothing the project needs. It runs without a model and without its fetch of the
list of public suffixes. Where it cannot be installed, only our own limits are held, and the benchmark says so.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

import psutil

from tests.archive.anonymize.development.generator import Generator, Source
from tests.archive.anonymize.scoring import sample, sample_roster

FASTER, STRETCH = 2, 5  # than the peer, in characters a second
START, RESIDENT = 1.0, 150  # seconds from nothing to the first answer, megabytes
PASSES = 5  # the best of them counts: what else the machine does only ever adds
PEER = Path(__file__).with_name("anonymize_peer.py")

_FIRST = """
import time; began = time.process_time()
from archive.anonymize import Anonymizer
Anonymizer().mask("Ask Ximena about the bus."); print(time.process_time() - began)
"""
_ALL = """
import json, sys, psutil
from archive.anonymize import Anonymizer, Roster
given = json.load(sys.stdin); anonymizer = Anonymizer(Roster(*map(tuple, given["roster"])))
for text in given["texts"]: anonymizer.mask(text)
print(psutil.Process().memory_info().rss / 1e6)
"""


def texts() -> list[str]:
    """Return messages of every kind: the sample and one development set."""
    made = Generator(Source.read(), 1, sample_roster().sites).records()
    return [record["text"] for record in (*sample(), *made)]


def ours(messages: list[str]) -> float:
    """Return how many characters a second are anonymized, with the sample's roster."""
    from archive.anonymize import Anonymizer  # noqa: PLC0415 -- its start is measured apart

    anonymizer = Anonymizer(sample_roster())
    best = min(_seconds(anonymizer, messages) for _ in range(PASSES))
    return sum(map(len, messages)) / best


def _seconds(anonymizer: object, messages: list[str]) -> float:
    began = process_time()
    for text in messages:
        anonymizer.mask(text)  # type: ignore[attr-defined]
    return process_time() - began


def _said(code: str, given: object = None) -> float:
    """Return the number that a fresh interpreter prints."""
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", code], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    return float(done.stdout)


@contextmanager
def peer_folder(kept: Path | None) -> Iterator[Path]:
    """Yield the folder of the peer's environment."""
    if kept:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="staffroom-peer-") as folder:
        yield Path(folder)


def peer(folder: Path, messages: list[str]) -> float | None:
    """Return the peer's characters a second, None where it cannot be installed."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    try:
        subprocess.run(  # noqa: S603 -- the environment that we have just made
            [python, "-m", "pip", "install", "--quiet", "presidio-analyzer"], check=True, capture_output=True
        )
        done = subprocess.run(  # noqa: S603 -- the same
            [python, PEER, str(PASSES)], input=json.dumps(messages), check=True, capture_output=True, text=True
        )
    except subprocess.CalledProcessError as error:
        print("the peer cannot be used here:", str(error.stderr)[-300:])
        return None
    return float(done.stdout.splitlines()[-1])


def main() -> None:
    """Measure both, print the ratio, hold the limits."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--peer", type=Path, help="a folder for the peer's environment, kept afterwards")
    chosen = options.parse_args()
    messages = texts()
    roster = sample_roster()
    start = min(_said(_FIRST) for _ in range(3))
    resident = _said(_ALL, {"roster": [roster.people, roster.sites], "texts": messages})
    print(f"{len(messages)} messages, {sum(map(len, messages)):,} characters, {psutil.cpu_count()} processors")
    print(f"  from nothing to the first answer: {start:.2f} s (at most {START:.0f})")
    print(f"  resident after all of them: {resident:.0f} MB (at most {RESIDENT})")
    with peer_folder(chosen.peer) as folder:
        theirs, own = peer(folder, messages), ours(messages)
    if theirs is None:
        print(f"  ours: {own:,.0f} characters/s; no comparison")
    else:
        print(f"  presidio-analyzer, patterns only: {theirs:,.0f} characters/s")
        print(f"  ours: {own:,.0f} characters/s, {own / theirs:.1f} times (at least {FASTER}, better {STRETCH})")
        assert own >= FASTER * theirs
    assert start < START
    assert resident < RESIDENT


if __name__ == "__main__":
    main()
