"""A folder of mails: each is there whole, once, whatever happened before."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from bot.clock import ManualClock
from bot.database.network import Network
from bot.house import House
from bot.outbox import Courier, Effect, Outbox
from bot.outbox.claims import EVERYTHING, LEASE, Claims
from bot.outbox.mail import Mail
from bot.outbox.mailing import EFFECTS, SWEEPS, take_back
from bot.outbox.outbox import MAIL
from bot.outbox.spool import Spool, SpoolUnwritable, TakenBack
from config.settings import Settings
from tests.kit.bare import bare_house


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    spool = Spool(tmp_path / "spool")
    spool.open()
    return spool


@contextmanager
def _broken_at(event: str, number: int) -> Iterator[list[bool]]:
    """Fail the thread at the `number`-th such call to the system, as Python's audit hooks see it."""
    seen, done, here = [0], [False], threading.get_ident()

    def hook(name: str, _arguments: tuple[Any, ...]) -> None:
        if not done[0] and name == event and threading.get_ident() == here:
            seen[0] += 1
            if seen[0] == number:
                done[0] = True
                raise OSError(5, "the disk went away")

    sys.addaudithook(hook)  # cannot be taken off again: it is idle once it has fired
    try:
        yield done
    finally:
        done[0] = True


@pytest.mark.parametrize("event", ["open", "os.link", "os.rename", "os.remove"])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_mail_that_was_broken_off_anywhere_is_there_once_after_another_try(
    spool: Spool, event: str, number: int
) -> None:
    picked_up: list[bytes] = []

    def pick_up() -> None:
        for file in spool.folder.glob("*.eml"):
            picked_up.append(file.read_bytes())
            file.unlink()

    with _broken_at(event, number), suppress(OSError):
        spool.put("7", b"words")
    pick_up()
    spool.put("7", b"words")
    pick_up()
    spool.put("7", b"words")
    pick_up()
    assert picked_up == [b"words"]
    assert [path.name for path in (spool.folder / ".aside").iterdir() if path.suffix != ".part"] == []


def test_two_processes_that_put_the_same_mail_leave_it_once_though_a_relay_is_quick(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One has found no note and is held up there; the other must not have put it, and the relay taken it, meanwhile."""
    link, taken = os.link, list[bytes]()
    other = threading.Thread(target=lambda: Spool(spool.folder).put("17", b"words"))

    def relay() -> None:
        for mail in spool.folder.glob("*.eml"):
            taken.append(mail.read_bytes())
            mail.unlink()

    def held_up(*places: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        other.start()
        other.join(0.2)
        relay()
        link(*places)

    monkeypatch.setattr(os, "link", held_up)
    spool.put("17", b"words")
    relay()
    other.join(10)
    relay()
    assert taken == [b"words"]


@pytest.mark.parametrize("event", ["open", "os.rename", "os.remove"])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_mail_that_lies_there_can_be_taken_back_however_often_that_is_broken_off(
    spool: Spool, event: str, number: int
) -> None:
    spool.put("7", b"words")
    with _broken_at(event, number), suppress(OSError):
        spool.take_back("7")
    assert spool.take_back("7")
    with pytest.raises(TakenBack):
        spool.put("7", b"words")  # by somebody who was held up
    spool.put("8", b"without them")
    assert [mail.read_bytes() for mail in spool.folder.glob("*.eml")] == [b"without them"]
    assert list((spool.folder / ".aside").iterdir()) == []


@pytest.mark.parametrize("event", ["open", "os.link", "os.rename", "os.remove"])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_whether_a_mail_went_out_is_known_though_a_crash_broke_it_off_anywhere(
    spool: Spool, event: str, number: int
) -> None:
    with _broken_at(event, number), suppress(OSError):
        spool.put("7", b"words")
    taken = list(spool.folder.glob("*.eml"))
    for mail in taken:  # by a relay
        mail.unlink()
    assert spool.take_back("7") is not bool(taken)
    with suppress(TakenBack):
        spool.put("7", b"words")
    assert list(spool.folder.glob("*.eml")) == []


def test_a_key_that_could_name_another_place_is_refused(spool: Spool) -> None:
    for act in (lambda: spool.put("../7", b"words"), lambda: spool.take_back("../7")):
        with pytest.raises(ValueError, match="letters and digits"):
            act()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SpoolUnwritable, match="Let this account write there"):
        Spool(tmp_path / "file" / "spool").open()


def test_only_keys_that_can_come_back_no_more_are_forgotten(spool: Spool) -> None:
    for key in ("old", "new"):
        spool.put(key, b"words")
    long_ago = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    os.utime(spool.folder / ".prepared" / "old", (long_ago, long_ago))
    assert spool.take_back("new")
    assert spool.forget(datetime.now(UTC) - timedelta(days=60)) == 1
    assert {note.name for note in (spool.folder / ".prepared").glob("[!.]*")} == {"new", "new.back"}


async def test_mails_go_into_the_folder_and_a_crash_leaves_none_in_doubt(
    network: Network, clock: ManualClock, tmp_path: Path
) -> None:
    settings = Settings(_env_file=None, mail_spool=tmp_path / "spool", mail_from="staffroom@example.org")
    house = bare_house(network.database, clock, settings=settings)
    courier = Courier(house, EFFECTS)
    async with network.write() as tx:
        await Outbox(tx).mail(Mail("ana@example.org", "Your code", "ABCD"), now=clock.now())
        row_id = await Outbox(tx).mail(
            Mail("ana@example.org", "The digest", "Words.", message_id="<digest.1@x.org>"), now=clock.now()
        )
    async with network.write() as tx:
        await Claims(tx).take(EVERYTHING, clock.now())  # and then the process is gone
    clock.forward(LEASE)
    await courier.drain()
    files = {path.stem: message_from_bytes(path.read_bytes()) for path in (tmp_path / "spool").glob("*.eml")}
    assert {mail["To"] for mail in files.values()} == {"ana@example.org"}
    assert files[str(row_id)]["Message-ID"] == "<digest.1@x.org>"
    other = next(stem for stem in files if stem != str(row_id))
    assert files[other]["Message-ID"] == f"<{other}@example.org>"
    assert files[other]["Date"].startswith("Mon, 02 Mar 2026")
    for sweep in SWEEPS:
        await sweep.run(house, network, clock.now())


@pytest.mark.parametrize("relay_has_it", [False, True])
async def test_a_mail_that_a_crash_left_in_the_folder_and_its_successor_are_never_both_handed_on(
    network: Network, clock: ManualClock, tmp_path: Path, *, relay_has_it: bool
) -> None:
    settings = Settings(_env_file=None, mail_spool=tmp_path / "spool", mail_from="staffroom@example.org")
    house = bare_house(network.database, clock, settings=settings)

    async def anew(house: House, network: Network, facts: Mapping[str, Any]) -> None:
        if await take_back(house, facts["row_id"]):
            async with network.write() as tx:
                await Outbox(tx).mail(Mail("ana@example.org", "The digest", "What stands."), now=clock.now(), key="d")

    courier, picked_up = Courier(house, {**EFFECTS, "anew": Effect(anew, is_idempotent=lambda _: True)}), list[str]()
    async with network.write() as tx:
        await Outbox(tx).mail(Mail("ana@example.org", "The digest", "Her words."), now=clock.now(), key="d")
    async with network.write() as tx:
        [parcel] = (await Claims(tx).take(EVERYTHING, clock.now())).parcels
    assert parcel.facts is not None
    await EFFECTS[MAIL].run(house, network, parcel.facts)  # and then the process is gone
    folder = tmp_path / "spool"
    for file in folder.glob("*.eml") if relay_has_it else ():
        picked_up.append(file.read_text())
        file.unlink()
    async with network.write() as tx:
        await Outbox(tx).exchange("d", "anew", {}, now=clock.now())
    clock.forward(LEASE)
    await courier.drain()
    picked_up += [file.read_text() for file in folder.glob("*.eml")]
    assert [("Her words." in mail, "What stands." in mail) for mail in picked_up] == [(relay_has_it, not relay_has_it)]
