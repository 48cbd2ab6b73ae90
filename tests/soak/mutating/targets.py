"""The files whose every line must be run by a test, and where a test must notice nearly every mistake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HOUSE = ("bot", "cogs", "archive")
PACKAGES = {
    "suppression": "archive/suppression",
    "consent": "archive/consent",
    "visibility": "bot/visibility",
    "outbox": "bot/outbox",
    "matching": "bot/matching",
}
RULES = "rules"
GROUPS = (*PACKAGES, RULES)
TOWNS = frozenset({"town", "bare_town"})  # most of a second each
DATABASES = frozenset({"database_url", "emptied_url", "sqlite_template"})
ON_DISCORD = {"visibility", "consent"}
# whose tests lie elsewhere: a room's readers are looked at where the room is
ALSO = {
    "visibility": (
        "tests/cogs/rooms/readers/keeping",
        "tests/cogs/rooms/readers/showing/test_who.py",
        "tests/cogs/rooms/readers/test_flow.py",
        "tests/cogs/rooms/readers/test_mending.py",
        "tests/cogs/rooms/opened/test_joining.py",
    ),
    "consent": ("tests/cogs/sharing",),
}


def files_of(group: str) -> list[Path]:
    """Return a group's files, in order: a package's own, or every `rules.py` that is in none of the packages."""
    if group != RULES:
        return sorted((ROOT / PACKAGES[group]).rglob("*.py"))
    packages = [ROOT / folder for folder in PACKAGES.values()]
    found = (path for folder in HOUSE for path in (ROOT / folder).rglob("rules.py"))
    return sorted(path for path in found if not any(path.is_relative_to(package) for package in packages))


def tests_of(group: str) -> list[str]:
    """Return the folders and files of the nearest tests: those that mirror a group's folders, and a few beside.

    Of rules it is the files that import them, in the folder that mirrors theirs or the one above.
    """
    if group != RULES:
        return [f"tests/{PACKAGES[group]}", *ALSO.get(group, ())]
    return sorted({str(test.relative_to(ROOT)) for path in files_of(group) for test in _near(path)})


def _near(rules: Path) -> Iterator[Path]:
    folder = rules.relative_to(ROOT).parent
    package = ".".join(folder.parts)
    for near in (ROOT / "tests" / folder, ROOT / "tests" / folder.parent):
        for test in near.glob("test_*.py"):
            text = test.read_text(encoding="utf-8")
            if f"{package}.rules" in text or f"{package} import rules" in text:
                yield test


def left_out(group: str, *, towns: bool = True) -> frozenset[str]:
    """Return the fixtures whose tests do not count: rules need no database, and few files a whole town."""
    if group == RULES:
        return TOWNS | DATABASES
    return frozenset() if towns and group in ON_DISCORD else TOWNS
