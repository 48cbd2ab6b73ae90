"""Arrows only point down."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.meta.source import ROOT, dotted, imports, modules

# who may import whom: each layer may import itself and what stands to its right
LAYERS = ("bot.run", "cogs", "archive", "bot", "config")
# inside the foundation, from the top down; a module may import its own tier's package and lower tiers
FOUNDATION = (
    ("ui", "visibility", "mending"),
    ("people", "notices", "handing", "offline", "backups", "copying"),
    ("house",),
    (
        "health",
        "outbox",
        "pulse",
        "web",
        "workers",
        "keys",
        "search",
        "text",
        "matching",
        "calendar",
        "charts",
        "anonymity",
    ),
    ("processes",),
    ("database",),
    ("clock", "errors", "cards"),
)
# folders that have houses in them, from the top down: a house imports lower floors only, not what stands beside it
HOUSES = {
    "bot.visibility": (("keeping",), ("server", "admission"), ("permissions",)),
    "cogs.rooms.readers": (
        ("effects", "jobs", "mending", "privacy"),
        ("listening",),
        ("keeping",),
        ("looking",),
        ("showing",),
    ),
}
RULES_MAY_IMPORT = (
    "bot.database.ids", "bot.errors", "bot.cards", "config.texts", "config.community", "numpy", "scipy",
    "bot.calendar.school", "bot.calendar.week",  # pure too: days, instants and quarter hours in and out
    "bot.text.languages",  # pure too: words in, keys and names out
)  # fmt: skip
NO_ROOMS = {"utils", "helpers", "common", "core", "managers", "misc"}
OTHER_WORDS_FOR_RENDER = {"cards", "notes", "messages", "embeds"}  # a second one is named for its noun: `team_cards`


def _layer(module: str) -> int | None:
    for place, layer in enumerate(LAYERS):
        if module == layer or module.startswith(layer + "."):
            return place
    return None


def _tier(module: str) -> int | None:
    parts = module.split(".")
    if parts[0] != "bot" or len(parts) < 2:
        return None
    return next((place for place, tier in enumerate(FOUNDATION) if parts[1] in tier), None)


def _upward(place_of: Callable[[str], int | None], *folders: str) -> list[str]:
    """Every import that climbs: from a module to what stands above it."""
    return [
        f"{dotted(path)} imports {imported}"
        for path in modules(*folders)
        if (own := place_of(dotted(path))) is not None
        for imported in imports(path)
        if (other := place_of(imported)) is not None and other < own
    ]


def test_a_module_imports_only_its_own_layer_and_those_below() -> None:
    assert _upward(_layer, "bot", "cogs", "archive", "config") == []


def test_inside_the_foundation_a_module_imports_only_what_stands_below() -> None:
    assert _upward(_tier, "bot") == []


@pytest.mark.parametrize("folder", HOUSES)
def test_between_houses_of_one_folder_arrows_only_point_down(folder: str) -> None:
    floor_of = {house: floor for floor, houses in enumerate(HOUSES[folder]) for house in houses}
    for path in modules(folder.replace(".", "/")):
        own = _house(dotted(path), folder)
        others = {_house(imported, folder) for imported in imports(path, with_types=True)} - {own, ""}
        above = {other for other in others if floor_of[other] <= floor_of.get(own, -1)}
        assert own in {"", *floor_of}, f"{dotted(path)} is in no house: give it one, or its floor"
        assert not above, f"{dotted(path)} imports {above}"


def _house(module: str, folder: str) -> str:
    """Return which house of a folder a module is in, empty for what is in none."""
    inside = module.removeprefix(f"{folder}.")
    return inside.split(".")[0] if inside != module else ""


def test_no_feature_imports_another() -> None:
    for path in modules("cogs"):
        own = ".".join(dotted(path).split(".")[:2])
        foreign = [name for name in imports(path) if name.startswith("cogs.") and not f"{name}.".startswith(f"{own}.")]
        assert not foreign, f"{dotted(path)} imports {foreign}"


def test_nothing_imports_the_demo_or_what_runs() -> None:
    for path in modules("bot", "cogs", "archive", "config"):
        if not dotted(path).startswith("bot.run"):
            upward = [name for name in imports(path) if name.split(".")[0] == "demo" or name.startswith("bot.run")]
            assert not upward, f"{dotted(path)} imports {upward}"


def test_importing_the_archive_does_not_load_discord() -> None:
    names = [dotted(path) for path in modules("archive")]
    code = f"import sys, importlib; [importlib.import_module(n) for n in {names!r}]; sys.exit('discord' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("path", [path for path in modules() if path.name == "rules.py"], ids=dotted)
def test_rules_are_pure(path: Path) -> None:
    for imported in imports(path):
        is_ours = imported.split(".")[0] in {"bot", "cogs", "archive", "demo"}
        is_foreign = imported.split(".")[0] not in {*sys.stdlib_module_names, "config"} and not is_ours
        pure_room = any(part in {"rules", "model", "graph", "people"} for part in imported.split("."))
        allowed = imported.startswith(RULES_MAY_IMPORT) or pure_room
        assert allowed or not (is_ours or is_foreign), f"{dotted(path)} imports {imported}"


def test_importing_any_module_needs_no_settings() -> None:
    names = [dotted(path) for path in modules() if "migrations" not in path.parts and path.name != "__main__.py"]
    code = f"import importlib; [importlib.import_module(n) for n in {names!r}]"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={"PATH": ""}, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()[-600:]


def test_rooms_have_names_that_say_what_is_in_them() -> None:
    for path in modules():
        assert not NO_ROOMS & set(dotted(path).split(".")), path


def test_how_a_feature_looks_is_in_its_render() -> None:
    for path in modules("cogs"):
        assert path.stem not in OTHER_WORDS_FOR_RENDER, f"{dotted(path)}: render.py, or <noun>_cards.py beside it"
