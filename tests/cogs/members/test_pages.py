"""The page behind "this account joined as you; not you?"."""

from __future__ import annotations

import re

import aiohttp

from bot.keys.rotation import rotate_signing
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from cogs.members.links import not_me_link
from tests.cogs.members.test_joining import code_for, roles, say
from tests.kit.town import Town


async def fetch(town: Town, method: str, address: str) -> tuple[int, str]:
    assert town.house.web is not None
    path = re.sub(r"^https?://[^/]+", "", address)
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"http://127.0.0.1:{town.house.web.port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def person_now(town: Town, person: Person) -> Person:
    async with town.network.read() as tx:
        found = await PeopleStore(tx).person(person.id)
    assert found is not None
    return found


async def test_the_mails_link_asks_first_and_its_button_takes_the_access_away(town: Town) -> None:
    person, impostor = await town.enrol("Ana Ruiz"), town.stranger("impostor")
    await say(town, impostor, await code_for(town, person))
    assert len(roles(impostor)) > 1
    found = re.search(r"http\S+", town.mailbox[-1].get_content())
    assert found is not None
    status, body = await fetch(town, "GET", found[0])
    assert status == 200
    assert "Did somebody join as you?" in body
    assert (await person_now(town, person)).state == "active"
    status, body = await fetch(town, "POST", found[0])
    await town.settle()
    assert "That account is out" in body
    assert (await person_now(town, person)).state == "suspended"
    assert roles(impostor) == {"@everyone"}
    async with town.network.read() as tx:
        [act] = [act for act in await StewardStore(tx).latest() if act.actor == "Ana Ruiz"]
    assert not act.by_host


async def test_pressing_the_button_twice_is_pressing_it_once(bare_town: Town) -> None:
    person = await bare_town.enrol("Ana Ruiz")
    await say(bare_town, bare_town.stranger("impostor"), await code_for(bare_town, person))
    account = (await person_now(bare_town, person)).account_id
    assert account is not None
    link = not_me_link(bare_town.house, bare_town.network_id, person.id, account)
    assert link is not None
    rotate_signing(bare_town.house.keys.folder, bare_town.clock.now(), at_once=False)  # a link from before holds
    assert [(await fetch(bare_town, "POST", link))[0] for _ in range(2)] == [200, 200]
    async with bare_town.network.read() as tx:
        assert len(await StewardStore(tx).latest()) == 1
    assert "That account is out" in (await fetch(bare_town, "GET", link))[1]


async def test_a_link_that_was_not_made_here_opens_nothing(bare_town: Town) -> None:
    person = await bare_town.enrol("Ana Ruiz")
    async with bare_town.network.write() as tx:
        await PeopleStore(tx).link(person.id, 77, bare_town.clock.now())
    link = not_me_link(bare_town.house, bare_town.network_id, person.id, 77)
    assert link is not None
    network, who, account, until, signature = link.rpartition("/")[2].split(".")
    for token in (
        f"{network}.{who}.{account}.{until}.{signature[::-1]}",
        f"{network}.{int(who) + 1}.{account}.{until}.{signature}",
        f"{network}.{who}.{account}.{int(until) + 9}.{signature}",
        "x",
    ):
        for method in ("GET", "POST"):
            status, body = await fetch(bare_town, method, f"/not-me/{token}")
            assert status == 400, (method, token)
            assert "no longer opens anything" in body, (method, token)
        assert (await person_now(bare_town, person)).state == "active", token


async def test_an_old_link_cannot_shut_out_the_account_that_joined_later(bare_town: Town) -> None:
    person = await bare_town.enrol("Ana Ruiz")
    link = not_me_link(bare_town.house, bare_town.network_id, person.id, 77)
    assert link is not None
    async with bare_town.network.write() as tx:
        await PeopleStore(tx).link(person.id, 78, bare_town.clock.now())
    assert (await fetch(bare_town, "POST", link))[0] == 400
    assert (await person_now(bare_town, person)).state == "active"
