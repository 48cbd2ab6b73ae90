"""What the demo prints: the story as it is played, then where to look."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from demo.telling import Told


class Teller:
    """Prints each step under its chapter, with a bar below while the story runs."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._chapter = ""
        self._begun = time.perf_counter()
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("[progress.description]{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    @contextmanager
    def telling(self, steps: int) -> Iterator[None]:
        """Show the bar until the block ends."""
        self._begun, self._chapter = time.perf_counter(), ""
        with self._progress:
            self._bar = self._progress.add_task("Opening the house", total=steps)
            yield

    def step(self, told: Told) -> None:
        """Print one step."""
        if told.chapter != self._chapter:
            self._chapter = told.chapter
            self.console.print(f"\n[bold]{told.chapter}[/bold]")
        self.console.print(f"  {told.says} [dim]({told.seconds:.1f} s)[/dim]", highlight=False)
        self._progress.update(self._bar, advance=1, description=told.chapter)

    def note(self, text: str) -> None:
        """Print a line of its own."""
        self.console.print(text, markup=False, highlight=False)

    def count(self, what: str, done: int, total: int) -> None:
        """Say in the bar how far a long step is."""
        self._progress.update(self._bar, description=f"{what} {done} of {total}")

    def written(self, files: list[Path]) -> None:
        """Say which files were written."""
        for file in files:
            self.note(f"  {file}")

    def done(self) -> None:
        """Say how long everything took."""
        self.note(f"\nPlayed in {time.perf_counter() - self._begun:.1f} s.")
