"""A month's digest from 100,000 stored masks, and a PDF of 20 themes. Prints the figures, asserts the limits.

Run: python -m benchmarks.digest [--masks 100000]
Time is from reading the consents to the kept edition and its three forms, by the clock and in seconds of the processor;
both are held to the limit. Memory is the most that this process and
the worker process hold together, sampled every tenth of a second. Beside it, in the same run: how long reading the
rows alone takes, which is what the database costs whoever builds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import psutil

from archive.consent.store import ConsentStore
from archive.digest.desk import build_month
from archive.digest.files import edition_files
from archive.digest.page import page
from archive.digest.render_pdf import render_pdf
from benchmarks.digest_county import settle
from bot.offline import open_house
from config.settings import Settings
from config.texts import texts_for
from tests.archive.digest.editions import TWENTY

MOST_SECONDS, MOST_BYTES, MOST_PDF_SECONDS = 60, 1_000_000_000, 1.0
MONTH, NOW = "2026-10", datetime(2026, 11, 2, 9, tzinfo=UTC)


class Peak:
    """The most memory that was seen."""

    def __init__(self) -> None:
        self.most, self.cpu = 0, 0.0

    def look(self) -> None:
        """Add up what this process and its children hold now."""
        own = psutil.Process(os.getpid())
        held, cpu = 0, 0.0
        for each in [own, *own.children(recursive=True)]:
            try:
                held += each.memory_info().rss
                cpu += sum(each.cpu_times()[:2])
            except psutil.NoSuchProcess:
                continue
        self.most, self.cpu = max(self.most, held), max(self.cpu, cpu)


@contextmanager
def watched() -> Iterator[Peak]:
    """Watch the memory while something runs."""
    peak, done = Peak(), threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            peak.look()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()
        peak.look()


async def measure(masks: int, folder: Path) -> None:
    """Settle the network, build once, and compare with the limits."""
    settings = Settings(data_dir=folder / "data", keys_dir=folder / "keys", _env_file=None)
    async with open_house(settings) as house:
        [network] = await house.networks.all()
        await settle(house, network, masks, NOW)
        began = perf_counter()
        async with network.read() as tx:
            rows = len(await ConsentStore(tx).in_states(["accepted"]))
        reading = perf_counter() - began
        before = sum(psutil.Process().cpu_times()[:2])
        with watched() as peak:
            began = perf_counter()
            edition = await build_month(house, network, MONTH, now=NOW)
            files = await edition_files(house, edition, made_at=NOW)
            seconds = perf_counter() - began
    work = peak.cpu - before
    districts = {district for theme in edition.themes for district in theme.place.districts}
    print(f"{rows} masks, {len(edition.themes)} themes from {len(districts)} districts, {len(files)} files")
    print(f"  {work:.1f} s of the processor (at most {MOST_SECONDS}), {seconds:.1f} s by the clock")
    print(f"  reading the rows alone {reading:.1f} s by the clock: the whole is {seconds / reading:.1f} x that")
    print(f"  {peak.most / 1e6:.0f} MB (at most {MOST_BYTES / 1e6:.0f})")
    assert rows == masks
    assert edition.themes
    assert max(work, seconds) < MOST_SECONDS
    assert peak.most < MOST_BYTES


def measure_pdf() -> None:
    """Make the PDF of 20 themes, best of three after a first one."""
    written = page(TWENTY, texts_for("en"))
    times = []
    for _ in range(4):
        began = perf_counter()
        made = render_pdf(written, NOW)
        times.append(perf_counter() - began)
    print(f"PDF/UA-1 of {len(TWENTY.themes)} themes, {len(made) / 1e3:.0f} kB: first {times[0]:.2f} s, "
          f"then {min(times[1:]):.2f} s (at most {MOST_PDF_SECONDS})")  # fmt: skip
    assert min(times[1:]) < MOST_PDF_SECONDS


def main() -> None:
    """Run both."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--masks", type=int, default=100_000)
    masks = options.parse_args().masks
    measure_pdf()
    with TemporaryDirectory() as folder:
        asyncio.run(measure(masks, Path(folder)))


if __name__ == "__main__":
    main()
