"""Rooms as people live them, in the simulated Discord: who gets in, and who is kept out."""

from __future__ import annotations

from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from tests.cogs.rooms.seeing import LOUNGE, reads, roles, supervise
from tests.kit.town import Town


async def test_practitioners_of_different_sites_chat_in_a_room_that_their_principal_cannot_see(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    ben = await town.join("Ben Carter", "teacher", "Pine Middle")
    principal = await town.join("Paula Head", "principal")
    message = await ana.send(town.channel(LOUNGE), "Our family evening went well.")
    await ben.send(town.channel(LOUNGE), "How did you do it?", reply_to=message)
    assert not reads(town, principal)
    assert roles(principal) == {"Members", "Leads", "Principals"}


async def test_whoever_becomes_a_supervisor_loses_the_room_at_once(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    assert reads(town, ana)
    await supervise(town, ana, ben)
    assert not reads(town, ana)
    assert reads(town, ben)
    assert roles(ana) == {"Members", "Leads"}


async def test_roles_are_taken_and_given_in_one_call(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    before = len(town.env.http_requests)
    await supervise(town, ana, ben)
    edits = [each for each in town.env.http_requests[before:] if f"/members/{ana.id}" in each.path]
    assert [each.method for each in edits] == ["PATCH"]


async def test_a_role_that_cannot_be_given_does_not_keep_one_that_has_to_be_taken(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    town.env.backend.edit_role(town.guild.id, town.guild.roles["Leads"].id, {"position": 50})
    await supervise(town, ana, ben)
    assert roles(ana) == {"Members"}


async def test_a_supervisor_who_is_freed_of_it_has_the_room_again(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await supervise(town, ana, ben)
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(ben).id, [])
        await request_sync(tx, town.person(ana).id, now=town.clock.now())
    await town.settle()
    assert reads(town, ana)


async def test_an_account_that_is_no_longer_anybodys_loses_its_roles(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    async with town.network.write() as tx:
        await request_sync(tx, town.person(ana).id, now=town.clock.now())
        await PeopleStore(tx).reopen(town.person(ana).id)
    await town.settle()
    assert roles(ana) == set()


async def test_a_lead_gives_way_when_somebody_they_supervise_becomes_one(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    cleo = await town.join("Cleo Park", "teacher", "Pine Middle")
    await supervise(town, ana, ben)
    assert reads(town, ana, "leads-you-said-they-did")
    await supervise(town, ben, cleo)
    assert not reads(town, ana, "leads-you-said-they-did")
    assert reads(town, ben, "leads-you-said-they-did")


async def test_whoever_leaves_the_roster_has_no_role_left(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    assert roles(ana) == {"Members", "Practitioners", "Steward"}
    async with town.network.write() as tx:
        await PeopleStore(tx).retire(town.person(ana).id)
        await request_sync(tx, town.person(ana).id, now=town.clock.now())
    await town.settle()
    assert roles(ana) == set()


async def test_a_member_who_comes_back_to_the_server_has_their_roles_again(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    town.guild.remove_member(ana)
    town.guild.add_member(ana.user)
    await town.settle()
    assert reads(town, ana)


async def test_a_practitioner_sees_nothing_of_the_others_spaces(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    for channel in ("principals-forum", "stewards", "leads-you-said-they-did"):
        assert not reads(town, ana, channel), channel
