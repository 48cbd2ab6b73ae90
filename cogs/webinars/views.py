"""What the buttons of webinars do."""

from __future__ import annotations

from bot.database.ids import read_id
from bot.errors import Gone
from bot.people.rules import audiences
from bot.people.store import PeopleStore
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.webinars import render
from cogs.webinars.rules import NotForYou, is_open, may_come
from cogs.webinars.store import WebinarStore

actions = Actions("webinars")


@actions.on("come")
async def come(visit: Visit, target: str) -> None:
    """Note that the member will come; saying it twice is saying it once."""
    person = await visit.person()
    async with visit.network.write() as tx:
        store = WebinarStore(tx)
        webinar = await store.webinar(read_id(target))
        if webinar is None or not is_open(webinar, visit.now):
            raise Gone
        graph = await PeopleStore(tx).graph()
        if not may_come(webinar, audiences(person, graph, visit.network.community)):
            raise NotForYou
        await store.promise(webinar.id, person.id, now=visit.now)
        count = await store.coming(webinar.id)
    await visit.reply(render.coming(visit.t, webinar, count))
