"""What the features bring: collected by name from each feature's own rooms."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import typer

import cogs

if TYPE_CHECKING:
    from aiohttp.web import RouteDef

    from bot.calendar.entries import CalendarPart
    from bot.house import House, Privacy
    from bot.mending import Mend
    from bot.outbox import Effect
    from bot.pulse import Chore, Sweep

# the foundation's own effects, privacy and jobs: what it stores and carries out for every feature
FOUNDATION_EFFECTS = ("bot.outbox.mailing", "bot.ui.effects", "bot.visibility.keeping.effects")
FOUNDATION_PRIVACY = ("bot.handing.privacy", "bot.notices.privacy", "bot.outbox.privacy")
FOUNDATION_JOBS = ("bot.notices.jobs", "bot.outbox.mailing")
FOUNDATION_PAGES = ("bot.health.pages",)
FOUNDATION_CHORES = ("bot.backups.nightly",)


def feature_names() -> list[str]:
    """Return every feature's package, such as ``cogs.mentoring``."""
    return [f"cogs.{module.name}" for module in pkgutil.iter_modules(cogs.__path__) if module.ispkg]


@cache
def cog_names() -> Sequence[str]:
    """Return the features that bring a cog for Discord to load."""
    return [feature for feature in feature_names() if importlib.util.find_spec(f"{feature}.cog") is not None]


def houses() -> Iterator[str]:
    """Yield every feature's package and the smaller houses inside it, such as ``cogs.rooms.opened``."""
    for feature in feature_names():
        yield feature
        inside = importlib.import_module(feature).__path__
        yield from (f"{feature}.{module.name}" for module in pkgutil.iter_modules(inside) if module.ispkg)


@cache
def _rooms(name: str) -> tuple[Any, ...]:
    named = [f"{house}.{name}" for house in houses()]
    return tuple(importlib.import_module(room) for room in named if importlib.util.find_spec(room) is not None)


def effects() -> Mapping[str, Effect]:
    """Return what the outbox can carry out, by kind."""
    found: dict[str, Effect] = {}
    for module in [*map(importlib.import_module, FOUNDATION_EFFECTS), *_rooms("effects")]:
        found |= module.EFFECTS
    return found


def sweeps() -> list[Sweep]:
    """Return every sweep."""
    rooms = [*map(importlib.import_module, FOUNDATION_JOBS), *_rooms("jobs")]
    return [sweep for jobs in rooms for sweep in jobs.SWEEPS]


def mends() -> list[Mend]:
    """Return what every feature compares after a new connection to Discord."""
    return [mend for mending in _rooms("mending") for mend in mending.MENDS]


def chores() -> list[Chore]:
    """Return what the deployment itself needs done."""
    return [chore for name in FOUNDATION_CHORES for chore in importlib.import_module(name).CHORES]


def privacy() -> Mapping[str, Privacy]:
    """Return every feature's export and erase, in the order of erasing: what others point at goes last."""
    modules = [importlib.import_module(name) for name in FOUNDATION_PRIVACY]
    modules += sorted(_rooms("privacy"), key=lambda module: getattr(module, "ERASED_LAST", False))
    return {".".join(module.__name__.split(".")[1:-1]): module for module in modules}


def calendars() -> Mapping[str, CalendarPart]:
    """Return every feature's part of a person's own calendar."""
    return {".".join(module.__name__.split(".")[1:-1]): module for module in _rooms("calendar")}


def routes(house: House) -> list[RouteDef]:
    """Return every feature's web routes."""
    rooms = [*map(importlib.import_module, FOUNDATION_PAGES), *_rooms("pages")]
    return [route for pages in rooms for route in pages.routes(house)]


def register_commands(cli: typer.Typer) -> None:
    """Add every feature's commands to the command line."""
    for commands in _rooms("commands"):
        register: Callable[[typer.Typer], None] = commands.register
        register(cli)
