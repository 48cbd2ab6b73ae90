"""The page behind a calendar's link: a file that calendar programs fetch again and again."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from aiohttp import web

from bot.calendar.feed import feed_of
from bot.calendar.words import about, kind_names
from bot.people.store import PeopleStore
from bot.web.limits import Rate
from bot.web.server import check_rate
from cogs.calendar.gathering import gather, span
from cogs.calendar.rules import PATH, read_token
from cogs.calendar.store import LinkStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House
    from bot.people.model import Person

OFTEN = Rate(60, timedelta(hours=1))  # several devices, each every quarter of an hour


def routes(house: House) -> list[web.RouteDef]:
    """Return the one route of this feature."""

    async def give(request: web.Request) -> web.Response:
        network, person = await _owner(house, request)
        body = await _file(house, network, person)
        etag = sha256(body).hexdigest()[:32]
        headers = {"ETag": f'"{etag}"', "Cache-Control": "private, no-cache"}
        asked = request.if_none_match or ()
        if any(each.value in (etag, "*") for each in asked):
            return web.Response(status=304, headers=headers)
        named = {**headers, "Content-Disposition": 'attachment; filename="calendar.ics"'}
        return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=named)

    return [web.get(PATH + r"{token:[\w.-]{1,80}}.ics", give)]


async def _owner(house: House, request: web.Request) -> tuple[Network, Person]:
    """Return whose calendar it is; 404 for a link that is wrong, revoked, or whose owner is no member any more."""
    link = read_token(request.match_info["token"])
    network = await house.networks.get(link.network_id) if link is not None else None
    if link is None or network is None:
        raise web.HTTPNotFound
    check_rate(request, f"calendar:{link.token_hash}", OFTEN)
    async with network.read() as tx:
        person_id = await LinkStore(tx).whose(link.token_hash)
        person = await PeopleStore(tx).person(person_id) if person_id is not None else None
    if person is None or person.state != "active":
        raise web.HTTPNotFound
    return network, person


async def _file(house: House, network: Network, person: Person) -> bytes:
    since, until = span(house.clock.now())
    entries = await gather(house, network, person.id, since=since, until=until)
    t, key = texts_for(person.locale), house.keys.person_key(network.id, person.id)
    return feed_of(entries, kind_names(t), key=key, name="Staffroom", about=about(t))
