"""The demo's command: play the story, then serve the page until it is stopped."""

from __future__ import annotations

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from shutil import rmtree
from typing import Annotated

import typer
from rich.console import Console

from bot.errors import Refusal
from bot.run.log import set_up_log
from demo import month
from demo.account import StoppedShort
from demo.concerns import read_concerns
from demo.concerns.play import chapters_of
from demo.console import Teller
from demo.output import check_folder, check_temporary, write_digest
from demo.page.server import open_page
from demo.page.theatre import Theatre
from demo.pictures import NoBrowser, browser_here, set_scene, take
from demo.play.hands import Hands
from demo.play.tour import Progress, counts
from demo.stage import Stage, open_stage
from demo.story import CHAPTERS, LEFT_OPEN
from demo.telling import Chapter, Telling

PORT = 8765
OUTPUT = Path("demo-output")
STOPPED = 130  # what shells say of a command that Ctrl-C ended
Story = tuple[Chapter[Stage], ...]
STOPPED_BY = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line."""

    is_once: bool
    concerns: Path | None
    port: int
    is_month: bool
    pictures: Path | None
    folder: Path  # for everything that is kept while it runs


def play(
    once: Annotated[
        bool, typer.Option("--once", help="Play the story without a browser, write the digest, and end.")
    ] = False,
    concerns: Annotated[
        Path | None,
        typer.Option(help="Raise the accepted comments of a Polis export as issues.", exists=True, dir_okay=False),
    ] = None,
    is_month: Annotated[
        bool, typer.Option("--month", help="Play a month of twenty sites: from issues to a webinar and back.")
    ] = False,
    pictures: Annotated[
        Path | None,
        typer.Option(help="Play the story, and take the documentation's pictures into a folder.", file_okay=False),
    ] = None,
    port: Annotated[
        int, typer.Option(help="Where the page is served; another where it is taken.", min=1, max=65535)
    ] = PORT,
) -> None:
    """Try Staffroom on an invented network: simulated Discord, a local mail catcher, nothing leaves this machine."""
    set_up_log("error")
    console = Console(soft_wrap=True)
    try:
        check_temporary()
        if once:
            check_folder(OUTPUT)
        if pictures is not None:
            browser_here()
            check_folder(pictures)
        # Around the loop: a thread that is still writing when the demo is stopped has ended before the folder goes.
        with tempfile.TemporaryDirectory(prefix="staffroom-demo-") as folder:
            wishes = Wishes(once, concerns, port, is_month, pictures, Path(folder))
            is_done = asyncio.run(_until_stopped(lambda: _show(wishes, Teller(console))))
    except (Refusal, StoppedShort, NoBrowser, ValueError, OSError) as error:
        Console(stderr=True, soft_wrap=True).print(str(error), markup=False, highlight=False)
        raise typer.Exit(1) from None
    if once and not is_done:
        Console(stderr=True).print("Stopped before the end; no digest was written.")
        raise typer.Exit(STOPPED)


def main() -> None:
    """Run the command."""
    typer.run(play)


async def _until_stopped(work: Callable[[], Awaitable[None]]) -> bool:
    """Run something to its end and return True; on Ctrl-C or SIGTERM close what is open, in order, and return False."""
    task = asyncio.ensure_future(work())
    loop = asyncio.get_running_loop()
    for number in STOPPED_BY:
        loop.add_signal_handler(number, task.cancel)
    try:
        with suppress(asyncio.CancelledError):
            await task
            return True
        return False
    finally:
        for number in STOPPED_BY:
            loop.remove_signal_handler(number)


async def _show(wishes: Wishes, teller: Teller) -> None:
    chapters = _chapters(wishes, teller)
    if wishes.is_once:
        async with _played(chapters, wishes.folder / "once", Telling(on_step=teller.step), teller) as stage:
            teller.note("\nThe digests that were sent, without what was taken back since:")
            teller.written(await write_digest(stage, OUTPUT))
            teller.done()
        return
    if wishes.pictures is not None:
        whole = (*chapters, *LEFT_OPEN)
        async with _played(whole, wishes.folder / "pictures", Telling(on_step=teller.step), teller) as stage:
            await set_scene(stage)
            teller.written(await take(stage, wishes.pictures))
        return
    await _serve((*chapters, *LEFT_OPEN) if chapters is CHAPTERS else chapters, wishes, teller)


def _chapters(wishes: Wishes, teller: Teller) -> Story:
    if wishes.concerns is not None:
        return chapters_of(read_concerns(wishes.concerns), teller)
    return month.CHAPTERS if wishes.is_month else CHAPTERS


@asynccontextmanager
async def _played(chapters: Story, folder: Path, telling: Telling, teller: Teller) -> AsyncIterator[Stage]:
    """Open a stage in a folder of its own and play the story on it."""
    await asyncio.to_thread(folder.mkdir)
    async with open_stage(folder) as stage:
        with teller.telling(sum(len(chapter.steps) for chapter in chapters)):
            await telling.play(chapters, stage)
        yield stage


async def _serve(chapters: Story, wishes: Wishes, teller: Teller) -> None:
    """Serve the page, and play the story again whenever somebody asks for it."""
    theatre = Theatre()
    async with open_page(theatre, wishes.port) as port:
        if port != wishes.port:
            teller.note(f"Port {wishes.port} is taken, so this is another one.")
        address = f"http://127.0.0.1:{port}"
        teller.note(f"{address} fills while the story is played.")
        for number in count(1):
            theatre.telling.on_step = teller.step
            async with _played(chapters, wishes.folder / str(number), theatre.telling, teller) as stage:
                theatre.open(Hands(stage), Progress(await counts(stage)))
                stage.house.workers.drop()  # what the story computed is done; idle, it would be half of all memory
                teller.done()
                teller.note(f'\nOpen {address} in a browser. Ctrl-C stops. No browser here? make demo ARGS="--once"')
                await theatre.again.wait()
            await asyncio.to_thread(rmtree, wishes.folder / str(number), ignore_errors=True)  # the rest goes at the end
