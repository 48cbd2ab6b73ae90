from __future__ import annotations

from bot.database.network import Network, Networks
from bot.database.transaction import Tx
from bot.people.codes import CodeStore, code_digest, make_code
from bot.people.model import Person
from bot.people.privacy import erase, export
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from tests.bot.people.somebody import add, oak, somebody
from tests.kit.databases import START

KEY = b"k" * 32


async def _two_of_everything(tx: Tx, *people: Person) -> None:
    store, codes = PeopleStore(tx), CodeStore(tx)
    await add(tx, *people)
    for number, person in enumerate(people, start=1):
        await store.link(person.id, number, START)
        await StewardStore(tx).add(person.id, by=person.id, now=START)
        await StewardStore(tx).log(person.id, "{actor} did something.", None, START)
        await codes.record_try(number, now=START)
        await codes.issue({person.id: code_digest(make_code(), KEY)}, now=START, days_valid=14)
        await codes.issue({person.id: code_digest(make_code(), KEY)}, now=START, days_valid=14)


async def test_erasing_somebody_leaves_nothing_of_them_and_everything_of_everybody_else(network: Network) -> None:
    other = await Networks(network.database).create("South county", now=START)
    ana, bo = somebody("ana"), somebody("bo")
    async with other.write() as tx:
        await _two_of_everything(tx, ana, bo)
        elsewhere = await export(tx, ana.id)
    async with network.write() as tx:
        await _two_of_everything(tx, ana, bo)
        held, kept = await export(tx, ana.id), await export(tx, bo.id)
        assert {table: len(rows) for table, rows in held.items()} == {
            "people": 1,
            "supervisions": 0,
            "codes": 2,
            "code_tries": 1,
            "stewards": 1,
            "acts": 2,
        }
        assert "digest" not in held["codes"][0]
        await erase(tx, ana.id, now=START)
        assert not any((await export(tx, ana.id)).values())
        assert await export(tx, bo.id) == kept
        assert [act.actor for act in await StewardStore(tx).latest()].count("") == 2
        assert not any(act.by_host for act in await StewardStore(tx).latest())
    async with other.read() as tx:
        assert await export(tx, ana.id) == elsewhere


async def test_erasing_somebody_between_two_people_keeps_the_one_above_the_other(network: Network) -> None:
    site = oak()
    top, head = somebody("top"), somebody("head", "principal", site)
    ana, bo = somebody("ana", "teacher", site), somebody("bo")
    async with network.write() as tx:
        people = PeopleStore(tx)
        await people.add_site(site)
        await add(tx, top, head, ana, bo)
        await people.set_supervisors(head.id, [top.id])
        await people.set_supervisors(bo.id, [ana.id])
        assert (await export(tx, ana.id))["supervisions"] == [{"supervisor": "ana", "supervised": "bo"}]
        await erase(tx, head.id, now=START)
        assert (await people.graph()).above(ana.id) == {top.id}
        await erase(tx, ana.id, now=START)
        assert (await people.graph()).above(bo.id) == {top.id}
