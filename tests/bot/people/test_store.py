from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.database.ids import new_id
from bot.database.network import Network, Networks
from bot.people.model import Person
from bot.people.sites import SiteStore
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from tests.bot.people.somebody import add, oak, somebody
from tests.kit.databases import START


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
        await StewardStore(tx).add(ana.id, by=None, now=START)
        await StewardStore(tx).add(bo.id, by=ana.id, now=START + timedelta(minutes=1))
        await StewardStore(tx).add(bo.id, by=ana.id, now=START + timedelta(minutes=2))
        await StewardStore(tx).log(bo.id, "{actor} opened {about}.", "the lounge", START + timedelta(minutes=3))
        assert await people.stewards() == {ana.id, bo.id}
        assert await people.is_steward(bo.id)
        acts = await StewardStore(tx).latest()
    assert [(act.actor, act.about, act.by_host) for act in acts] == [
        ("bo", "the lounge", False),
        ("ana", "bo", False),
        ("", "ana", True),
    ]
