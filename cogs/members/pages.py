"""The page behind "this account joined as you; not you?". Opening it changes nothing; its button does."""

from __future__ import annotations

from aiohttp import web

from bot.database.network import Network
from bot.house import House
from bot.people.codes import CodeStore
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from bot.web.page import page
from cogs.members.links import PATH, LinkGone, NotMe, read_not_me
from config.texts import N_

OBJECTED = N_("{actor} said that the account that had joined as them is not theirs; its access was closed.")


def routes(house: House) -> list[web.RouteDef]:
    """Return the routes of this feature."""

    async def ask(request: web.Request) -> web.Response:
        matter, network = await _matter(house, request)
        async with network.read() as tx:
            person = await _joined(PeopleStore(tx), matter)
        return page(request, "members/not_me.html", name=person.name, is_closed=person.state == "suspended")

    async def close(request: web.Request) -> web.Response:
        matter, network = await _matter(house, request)
        now = house.clock.now()
        async with network.write() as tx:
            people = PeopleStore(tx)
            person = await _joined(people, matter)
            if person.state != "suspended":
                await people.suspend(person.id)
                await CodeStore(tx).void_all([person.id], now=now)
                await StewardStore(tx).log(person.id, OBJECTED, None, now)
                await request_sync(tx, person.id, now=now)
        return page(request, "members/not_me.html", name=person.name, is_closed=True)

    path = PATH + r"{token:[\w.]{1,200}}"
    return [web.get(path, ask), web.post(path, close)]


async def _matter(house: House, request: web.Request) -> tuple[NotMe, Network]:
    matter = read_not_me(house, request.match_info["token"])
    network = await house.networks.get(matter.network_id) if matter is not None else None
    if matter is None or network is None:
        raise LinkGone
    return matter, network


async def _joined(people: PeopleStore, matter: NotMe) -> Person:
    """Return the person, while the account of the link is still the one that joined as them."""
    person = await people.person(matter.person_id)
    if person is None or person.account_id != matter.account_id:
        raise LinkGone
    return person
