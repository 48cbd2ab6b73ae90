from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.database.ids import new_id
from bot.database.network import Network, Networks
from bot.database.transaction import Tx
from bot.people.codes import CHARACTERS, CodeStore, code_digest, make_code
from bot.people.model import Person, Site
from bot.people.privacy import erase, export
from bot.people.sites import SiteStore
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from tests.kit.databases import START

KEY = b"k" * 32


def somebody(name: str, position: str = "teacher", site: Site | None = None) -> Person:
    return Person(new_id(), name, f"{name}@x.org", position, site_id=site.id if site else None)


def oak() -> Site:
    return Site(
        new_id(), "Oak Elementary", "North", "Bay", "elementary", date(2019, 8, 1), "America/Chicago", ("Full Day",)
    )


async def add(tx: Tx, *people: Person) -> None:
    await PeopleStore(tx).add_people(people, now=START)


async def test_a_person_is_read_back_as_written_and_found_by_id_address_and_account(network: Network) -> None:
    site = oak()
    ana = Person(new_id(), "Ana", "ana@x.org", "coordinator", site.id, date(2025, 9, 1), ("English",), ("funding",))
    async with network.write() as tx:
        people = PeopleStore(tx)
        await people.add_site(site)
        await people.add_person(ana, now=START)
        await people.link(ana.id, 77, START)
    linked = replace(ana, account_id=77)
    async with network.read() as tx:
        people = PeopleStore(tx)
        assert (
            await people.person(ana.id) == await people.by_email(" ANA@x.ORG") == await people.by_account(77) == linked
        )
        assert await people.people() == [linked]
        assert await people.sites() == [site]
        assert await people.site(site.id) == site
        assert await people.person(1) is await people.by_account(1) is await people.by_email("b@x.org") is None


async def test_nobody_is_visible_from_another_network(network: Network) -> None:
    other = await Networks(network.database).create("South county", now=START)
    ana = somebody("ana")
    async with network.write() as tx:
        await add(tx, ana)
    async with other.write() as tx:
        people = PeopleStore(tx)
        assert await people.person(ana.id) is await people.by_email("ana@x.org") is None
        assert await people.people() == []
        await people.retire(ana.id)
        await add(tx, somebody("ana"))  # the same address is another person there
    async with network.read() as tx:
        assert await PeopleStore(tx).person(ana.id) == ana


async def test_one_account_is_one_person_and_one_address_is_one_person(network: Network) -> None:
    ana, bo = somebody("ana"), somebody("bo")
    async with network.write() as tx:
        await add(tx, ana, bo)
        await PeopleStore(tx).link(ana.id, 77, START)
    with pytest.raises(IntegrityError):
        async with network.write() as tx:
            await PeopleStore(tx).link(bo.id, 77, START)
    with pytest.raises(IntegrityError):
        async with network.write() as tx:
            await add(tx, somebody("ana"))


async def test_the_graph_holds_named_supervisors_and_principals(network: Network) -> None:
    site = oak()
    boss, head, ana = somebody("boss"), somebody("head", "principal", site), somebody("ana", "teacher", site)
    async with network.write() as tx:
        people = PeopleStore(tx)
        await people.add_site(site)
        await add(tx, boss, head, ana)
        await people.set_supervisors(ana.id, [boss.id, boss.id])
    async with network.read() as tx:
        graph = await PeopleStore(tx).graph()
    assert graph.above(ana.id) == {boss.id, head.id}


async def test_setting_supervisors_replaces_them(network: Network) -> None:
    one, two, ana = somebody("one"), somebody("two"), somebody("ana")
    async with network.write() as tx:
        people = PeopleStore(tx)
        await add(tx, one, two, ana)
        await people.set_supervisors(ana.id, [one.id])
        await people.set_supervisors(ana.id, [two.id])
        assert await people.supervisions() == {(two.id, ana.id)}
        await people.remove_supervisions([(two.id, ana.id)])
        assert await people.supervisions() == frozenset()


async def test_a_states_change_keeps_the_account_so_that_its_roles_can_be_taken(network: Network) -> None:
    ana = somebody("ana")
    async with network.write() as tx:
        people = PeopleStore(tx)
        await add(tx, ana)
        await people.link(ana.id, 77, START)
        await people.retire(ana.id)
        assert await people.by_account(77) == replace(ana, state="retired", account_id=77)
        await people.suspend(ana.id)
        assert await people.by_account(77) == replace(ana, state="suspended", account_id=77)
        await people.reopen(ana.id)
        assert await people.person(ana.id) == ana
        await people.replace(replace(ana, name="Ana R.", position="coordinator"))
        assert await people.person(ana.id) == replace(ana, name="Ana R.", position="coordinator")


async def test_a_site_is_changed_under_its_id_and_its_name_is_unique_but_for_case_and_spacing(network: Network) -> None:
    site = oak()
    async with network.write() as tx:
        await SiteStore(tx).add([site])
        await SiteStore(tx).replace(replace(site, district="South"))
        assert await SiteStore(tx).get(site.id) == replace(site, district="South")
    with pytest.raises(IntegrityError):
        async with network.write() as tx:
            await SiteStore(tx).add([replace(oak(), name="OAK  elementary")])


async def test_becoming_a_steward_is_logged_and_twice_is_once(network: Network) -> None:
    ana, bo = somebody("ana"), somebody("bo")
    async with network.write() as tx:
        people = PeopleStore(tx)
        await add(tx, ana, bo)
        await people.add_steward(ana.id, by=None, now=START)
        await people.add_steward(bo.id, by=ana.id, now=START + timedelta(minutes=1))
        await people.add_steward(bo.id, by=ana.id, now=START + timedelta(minutes=2))
        await people.log_act(bo.id, "{actor} opened {about}.", "the lounge", START + timedelta(minutes=3))
        assert await people.stewards() == {ana.id, bo.id}
        assert await people.is_steward(bo.id)
        acts = await StewardStore(tx).latest()
    assert [(act.actor, act.about, act.by_host) for act in acts] == [
        ("bo", "the lounge", False),
        ("ana", "bo", False),
        ("", "ana", True),
    ]


async def test_a_new_code_voids_the_open_one_before_it(network: Network) -> None:
    ana = somebody("ana")
    first, second = code_digest(make_code(), KEY), code_digest(make_code(), KEY)
    async with network.write() as tx:
        codes = CodeStore(tx)
        await add(tx, ana)
        await codes.issue({ana.id: first}, now=START, days_valid=14)
        await codes.issue({ana.id: second}, now=START + timedelta(days=1), days_valid=14)
        old, new = await codes.find(first), await codes.find(second)
        assert old is not None
        assert new is not None
        assert old.voided_at == START + timedelta(days=1)
        assert new.voided_at is None
        assert new.expires_at == START + timedelta(days=15)
        await codes.use(new.id, now=START)
        await codes.void_all([ana.id], now=START)
        used = await codes.find(second)
        assert used is not None
        assert used.voided_at is None
        assert used.used_at == START


async def test_tries_are_counted_by_account_and_in_all_for_an_hour(network: Network) -> None:
    async with network.write() as tx:
        codes = CodeStore(tx)
        for account, minute in ((1, 0), (1, 30), (2, 40)):
            await codes.record_try(account, now=START + timedelta(minutes=minute))
        assert await codes.tries(1, now=START + timedelta(minutes=45)) == (2, 3)
        assert await codes.tries(1, now=START + timedelta(minutes=60)) == (1, 2)
        assert await codes.tries(3, now=START + timedelta(minutes=200)) == (0, 0)


def test_a_code_has_sixty_random_bits_and_its_digest_forgives_case_spaces_and_dashes() -> None:
    made = {make_code() for _ in range(500)}
    assert len(made) == 500
    assert all(len(code.replace("-", "")) == CHARACTERS for code in made)
    code = made.pop()
    assert code_digest(code.lower().replace("-", " "), KEY) == code_digest(code, KEY)
    assert code_digest(code, b"other" * 8) != code_digest(code, KEY)
    assert code.replace("-", "") not in code_digest(code, KEY)


async def _two_of_everything(tx: Tx, *people: Person) -> None:
    store, codes = PeopleStore(tx), CodeStore(tx)
    await add(tx, *people)
    for number, person in enumerate(people, start=1):
        await store.link(person.id, number, START)
        await store.add_steward(person.id, by=person.id, now=START)
        await store.log_act(person.id, "{actor} did something.", None, START)
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
