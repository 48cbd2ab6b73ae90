"""`python -m tests.soak.keeping`: the host's commands about a whole deployment, killed with SIGKILL on their way.

Backing up, bringing back, copying and upgrading the database, new keys: each is killed at its moments
(`tests.soak.crashing.host`).
After each kill no word may be lost, nothing may lie there that calls itself whole and is not, and the command given
again must end. A backup that lacks its half is looked at in the same run, and must be seen.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pyrage import IdentityError
from pyrage.x25519 import Identity

from bot.backups.keys import bring_back_keys
from bot.database.schema import metadata
from bot.keys import Keyring
from config.settings import Settings
from tests.bot.backups.county import ANA, BEN, WORDS, opened, purposes, settle
from tests.soak.crashing.aging import age
from tests.soak.crashing.hosting import Place
from tests.soak.crashing.recording import content
from tests.soak.killing.digest import make_template

HELD = {ANA: WORDS, BEN: WORDS}
DATABASE, AS_IT_WAS = "data/staffroom.db", "as-it-was.db"
RESTORE = ("restore", "@backups/[!.]*")
SECRET, ADDED = "backups.key", "South County"
Look = Callable[[Place], Sequence[str]]


@dataclass(frozen=True)
class Command:
    """A command, what is given before it, what is lost before it, and what may not lie there after a kill."""

    arguments: Sequence[str]
    look: Look
    before: Sequence[Sequence[str]] = ()
    loses: str = ""
    loses_keys: bool = False
    is_opened: bool = True  # once it was given again, the words are looked for
    is_of_old: bool = False  # given where an earlier version was last at work
    is_done: Callable[[Place], bool] = lambda _: False  # so that it refuses to be given again

    def moments(self, most: int, folder: Path, start: Path) -> Iterator[str]:
        """Kill it at so many of its moments; yield a line for each thing that is wrong, the number of kills last."""
        prepared = self._prepared(folder / "prepared", start)
        whole = _copy(prepared, folder / "whole")
        ended, count = asyncio.run(whole.give(self.arguments))
        yield from [] if ended == 0 else [f"it ended with {ended}"]
        many = min(most, count)
        numbers = sorted({round(1 + step * (count - 1) / max(many - 1, 1)) for step in range(many)})
        for number in numbers:
            place = _copy(prepared, folder / f"killed-{number}")
            yield from (f"{number} of {count}, {wrong}" for wrong in self._killed_at(number, place))
            shutil.rmtree(place.folder)
        yield f"{len(numbers)} kills at {count} moments"

    def _killed_at(self, number: int, place: Place) -> Iterator[str]:
        ended, _ = asyncio.run(place.give(self.arguments, number))
        if ended == 0:  # it had fewer moments than when they were counted
            return
        yield from [] if ended == -9 else [f"not killed: it ended with {ended}"]
        yield from (f"after the kill: {wrong}" for wrong in self.look(place))
        ended, _ = asyncio.run(place.give(self.arguments))
        yield from [] if ended == 0 or self.is_done(place) else [f"given again: it ended with {ended}"]
        yield from (f"given again: {wrong}" for wrong in self.look(place))
        if self.is_opened:
            yield from [] if _opens(place.folder) else ["given again: words are lost"]

    def _prepared(self, folder: Path, start: Path) -> Place:
        place = _copy(Place(start), folder)
        for each in self.before:
            assert asyncio.run(place.give(each))[0] == 0, each
        for file in folder.glob(f"{self.loses}*") if self.loses else ():
            file.unlink()
        if self.loses_keys:
            shutil.rmtree(folder / "keys")
            (folder / "keys").mkdir(mode=0o700)
        if self.is_of_old:
            age(folder / DATABASE)
            shutil.copy(folder / DATABASE, folder / AS_IT_WAS)
        return place


def backups_are_whole(place: Place) -> Sequence[str]:
    """Say which backup does not bring back what was there; and that what it was made of still opens."""
    wrong = [] if _opens(place.folder) else ["words are lost"]
    for backup in place.folder.glob("backups/[!.]*"):
        other = _copy(place, place.folder.with_name("brought-back"))
        for file in (other.folder / "data").glob("staffroom.db*"):
            file.unlink()
        ended, _ = asyncio.run(other.give(("restore", str(other.folder / "backups" / backup.name))))
        wrong += [] if ended == 0 and _opens(other.folder) else [f"{backup.name} is not whole"]
        shutil.rmtree(other.folder)
    return wrong


def is_brought_back_or_absent(place: Place) -> Sequence[str]:
    """Say whether something stands in the database's place that is not the whole of it."""
    return ["what stands there is not whole"] if _is_brought_back(place) and not _opens(place.folder) else []


def keys_are_whole(place: Place) -> Sequence[str]:
    """Say which backup of the keys does not open what they sealed."""
    wrong = [] if _opens(place.folder) else ["words are lost"]
    name = Keyring(place.folder / "keys").find_name()
    for kept in place.folder.glob("kept-keys/[!.]*.tar.gz"):
        other = _copy(place, place.folder.with_name("with-kept-keys"))
        shutil.rmtree(other.folder / "keys")
        (other.folder / "keys").mkdir(mode=0o700)
        bring_back_keys(kept, other.folder / "keys", name or "", None, str)
        wrong += [] if _opens(other.folder) else [f"{kept.name} is not whole"]
        shutil.rmtree(other.folder)
    return wrong


def is_upgraded_or_as_it_was(place: Place) -> Sequence[str]:
    """Say whether what calls itself a copy from before isn't, and whether a start brings the rest to its end."""
    was = content(place.folder / AS_IT_WAS)
    copies = [each for each in (place.folder / "data").glob("staffroom.before-*.db") if content(each) != was]
    wrong = [f"{each.name} is not what was there before" for each in copies]
    started = _copy(place, place.folder.with_name("started"))
    wrong += [] if _opens(started.folder) else ["words are lost"]
    shutil.rmtree(started.folder)
    return wrong


def is_added_or_not(place: Place) -> Sequence[str]:
    """Say whether a network is there in part, or another one is not as it was."""
    there = _networks(place)
    others = sum(1 for name, community in there if name != ADDED and community)
    wrong = [] if others == 1 and len(there) <= 2 else [f"these networks are there: {[name for name, _ in there]}"]
    return wrong if asyncio.run(place.give(("network", "list")))[0] == 0 else [*wrong, "they can't be listed"]


def _networks(place: Place) -> Sequence[tuple[str, str]]:
    with closing(sqlite3.connect(place.folder / DATABASE)) as database:
        return list(database.execute("SELECT name, community FROM networks"))


def _is_added(place: Place) -> bool:
    return ADDED in {name for name, community in _networks(place) if community}


def is_written_or_absent(place: Place) -> Sequence[str]:
    """Say whether a new secret is there that opens nothing."""
    secret = place.folder / SECRET
    if not secret.exists():
        return []
    try:
        Identity.from_str(secret.read_text(encoding="utf-8").strip().rpartition("\n")[2])
    except IdentityError:
        return ["what calls itself the secret opens nothing"]
    return []


def _is_written(place: Place) -> bool:
    return (place.folder / SECRET).exists()


def comes_back(place: Place) -> Sequence[str]:
    """Say whether the words can't be had again, with the keys from the backup or with those that are there by now."""
    wrong, other = is_brought_back_or_absent(place), _copy(place, place.folder.with_name("comes-back"))
    ends = [asyncio.run(other.give((*RESTORE, *keys)))[0] for keys in (("--keys", "@kept-keys/[!.]*.tar.gz"), ())]
    is_back = _is_brought_back(other) and _opens(other.folder)
    shutil.rmtree(other.folder)
    return wrong if is_back else [*wrong, f"it doesn't come back: it ends with {ends}"]


def is_copied_or_empty(place: Place) -> Sequence[str]:
    """Say whether the copy holds rows, and not all of them; a schema without rows is taken for empty by the command."""
    copied = place.folder / "copied.db"
    if _is_copied(place) and content(copied) != content(place.folder / "data" / "staffroom.db"):
        return ["the copy is not whole"]
    return [] if _opens(place.folder) else ["words are lost"]


def _is_brought_back(place: Place) -> bool:
    return (place.folder / "data" / "staffroom.db").exists()


def _has_keys(place: Place) -> bool:
    """Then they are not brought back again, and the command says what to do."""
    return _is_brought_back(place) or Keyring(place.folder / "keys").find_name() is not None


def _is_copied(place: Place) -> bool:
    return _has_rows(place.folder / "copied.db")


def opens(place: Place) -> Sequence[str]:
    """Say whether a word is lost."""
    return [] if _opens(place.folder) else ["words are lost"]


COMMANDS = {
    "staffroom backup": Command(("backup",), backups_are_whole),
    "staffroom restore": Command(
        RESTORE, is_brought_back_or_absent, (("backup",),), DATABASE, is_done=_is_brought_back
    ),
    "staffroom restore (the keys too)": Command(
        (*RESTORE, "--keys", "@kept-keys/[!.]*.tar.gz"),
        comes_back,
        (("backup",),),
        DATABASE,
        loses_keys=True,
        is_done=_has_keys,
        is_opened=False,
    ),
    "staffroom db copy": Command(
        ("db", "copy", "@data/staffroom.db", "@copied.db"), is_copied_or_empty, is_done=_is_copied
    ),
    "staffroom keys rotate": Command(("keys", "rotate"), opens),
    "staffroom network add": Command(("network", "add", ADDED), is_added_or_not, is_done=_is_added, is_opened=False),
    "staffroom keys backup": Command(("keys", "backup"), keys_are_whole, (("backup",),)),
    "staffroom keys for-backups": Command(
        ("keys", "for-backups", f"@{SECRET}"), is_written_or_absent, is_done=_is_written
    ),
    "staffroom db upgrade": Command(("db", "upgrade"), is_upgraded_or_as_it_was, is_of_old=True),
}


def found(folder: Path, most: int, only: Sequence[str] = ()) -> Iterator[tuple[str, list[str]]]:
    """Yield each command with what was wrong and how many kills there were; the control last."""
    start = _start(folder / "start")
    for name in only or COMMANDS:
        yield name, list(COMMANDS[name].moments(most, folder / name.replace(" ", "-"), start))
    torn = _copy(Place(start), folder / "torn")
    assert asyncio.run(torn.give(("backup",)))[0] == 0
    [kept] = torn.folder.glob("backups/[!.]*/staffroom.db*")
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    yield "control", list(backups_are_whole(torn))


def _start(folder: Path) -> Path:
    """Make a deployment: two people with words that are sealed, mails, an edition."""
    for name in ("data", "keys"):
        (folder / name).mkdir(parents=True, mode=0o700)
    make_template(folder / "data").rename(folder / "data" / "staffroom.db")

    async def write() -> None:
        async with opened(_settings(folder)) as house:
            await settle(house)

    asyncio.run(write())
    return folder


def _has_rows(file: Path) -> bool:
    if not file.exists():
        return False
    with closing(sqlite3.connect(file)) as database:
        there = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return any(database.execute(f'SELECT 1 FROM "{name}"').fetchone() for name in there & metadata.tables.keys())


def _opens(folder: Path) -> bool:
    async def read() -> bool:
        async with opened(_settings(folder)) as house:
            return await purposes(house) == HELD

    return asyncio.run(read())


def _settings(folder: Path) -> Settings:
    return Settings(_env_file=None, data_dir=folder / "data", keys_dir=folder / "keys", web_port=0)


def _copy(place: Place, folder: Path) -> Place:
    shutil.copytree(place.folder, folder)
    return Place(folder)


def main() -> None:
    """Kill each command at so many of its moments; exit with 1 if anything is wrong, or the control was not seen."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--most", type=int, default=40, help="moments of a command that it is killed at")
    options.add_argument("--only", nargs="*", default=(), choices=list(COMMANDS))
    chosen, holds = options.parse_args(), True
    with TemporaryDirectory() as folder:
        for name, said in found(Path(folder), chosen.most, chosen.only):
            print(name, *said, sep="\n  ", flush=True)  # noqa: T201 -- what this command is for
            holds = holds and (len(said) == 1)
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
