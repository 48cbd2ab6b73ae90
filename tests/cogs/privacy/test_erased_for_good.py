"""After an erasure nothing on disk or on its way names the person: no row, no page of the file or its log, no mail."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from bot.cards import Card
from bot.database.schema.exposure import access_changes, viewers
from bot.database.schema.outbox import outbox
from bot.house import House
from bot.keys import Keyring, seal, unseal
from bot.notices import Notices
from bot.outbox import Outbox
from bot.outbox.mail import Mail
from bot.outbox.privacy import export
from cogs.privacy.effects import LOOKED_BY
from cogs.privacy.walk import erase_all
from cogs.rooms.readers.effects import look
from tests.kit.town import Town

CANARIES = (b"Zebulon Quix", b"zebulon.quix", b"lighthouse")


class _Gone(Keyring):
    """A keyring in a process that ends before it can be used."""

    def __init__(self, house: House) -> None:
        super().__init__(house.settings.keys_dir)

    def destroy_person_key(self, network_id: int, person_id: int) -> None:
        """Do nothing: the process is gone."""


def _on_disk(town: Town) -> set[bytes]:
    folder = town.house.settings.data_dir.parent
    data = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return {canary for canary in CANARIES if canary in data}


async def test_erasing_leaves_no_word_in_any_file_and_no_mail_on_its_way(town: Town) -> None:
    zeb, ben = await town.join("Zebulon Quix"), await town.join("Ben Hill")
    form = await zeb.slash(town.channel("practitioners-lounge"), "share new")
    await zeb.submit_modal(form, {"text": "The lighthouse project ends."})
    person, later = town.person(zeb), town.clock.now() + timedelta(days=1)
    async with town.network.write() as tx:
        for address in ("zebulon.quix@example.org", "ben.hill@example.org"):
            await Outbox(tx).mail(Mail(address, "Hello", f"Hello {address}"), now=later)
        await Notices(tx).tell(person.id, "test", Card("Zebulon Quix, hello"), now=later)
    assert _on_disk(town) == set(CANARIES) - {b"lighthouse"}, "the roster's line is there, no word is"
    async with town.network.read() as tx:
        [held] = [row for row in (await export(tx, person.id))["outbox"] if row["kind"] == "mail.send"]
        assert held["held"]["mail"]["to"] == "zebulon.quix@example.org"

    await erase_all(town.house, town.network, person.id, now=town.clock.now())
    await town.settle()

    assert _on_disk(town) == set()
    async with town.network.read() as tx:
        owed = await tx.rows(select(outbox).where(tx.mine(outbox)))
    assert not [row for row in owed if str(zeb.id) in row.destination]
    await town.forward(timedelta(days=2))
    assert [mail["To"] for mail in town.mailbox] == ["ben.hill@example.org"]
    assert [role.name for role in town.member(zeb).roles] == ["@everyone"]
    assert len(town.member(ben).roles) > 1


async def test_a_process_that_ends_in_the_middle_of_an_erasure_leaves_no_key(town: Town) -> None:
    zeb = await town.join("Zebulon Quix")
    person, keys, now = town.person(zeb), town.house.keys, town.clock.now()
    sealed = seal(keys.person_key(town.network_id, person.id), b"words")
    await erase_all(replace(town.house, keys=_Gone(town.house)), town.network, person.id, now=now)
    assert unseal(keys.person_key(town.network_id, person.id), sealed) == b"words", "it ended before the key went"
    await town.settle()
    with pytest.raises(InvalidTag):
        unseal(keys.person_key(town.network_id, person.id), sealed)


async def test_a_log_that_is_in_use_is_emptied_once_it_is_free(town: Town) -> None:
    zeb = await town.join("Zebulon Quix")
    with closing(sqlite3.connect(town.house.settings.file)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM outbox").fetchall()  # from here on the snapshot holds the log
        await erase_all(town.house, town.network, town.person(zeb).id, now=town.clock.now())
        await town.settle()
        assert _on_disk(town) > set()
    await town.forward(timedelta(minutes=1))
    assert _on_disk(town) == set()


async def test_a_look_between_the_erasure_and_the_loss_of_roles_leaves_no_line_with_the_account(town: Town) -> None:
    zeb = await town.join("Zebulon Quix")
    await town.settle()
    person = town.person(zeb)
    await erase_all(town.house, town.network, person.id, now=town.clock.now())
    await look(town.house, town.network, {"accounts": None, "channels": None})
    assert await _lines(town, zeb.id) > 0, "they could still read, and the look says so"
    await town.forward(LOOKED_BY)
    assert await _lines(town, zeb.id) == 0


async def _lines(town: Town, account_id: int) -> int:
    async with town.network.read() as tx:
        rows = [
            await tx.rows(select(table).where(tx.mine(table), table.c.account_id == account_id))
            for table in (access_changes, viewers)
        ]
    return sum(len(each) for each in rows)
