"""Asking for a circle, and taking that back."""

from __future__ import annotations

from bot.cards import Card
from bot.people.store import PeopleStore
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.meetups.circles import render
from cogs.meetups.circles.rules import MOST_WISHES, EnoughWishes, NoPeers, UnknownTopic, peers_of
from cogs.meetups.circles.store import CircleWishStore

actions = Actions("meetups")


async def wish(visit: Visit, written: str) -> None:
    """Put the visitor on the list; twice is once. Raises `UnknownTopic`, `NoPeers` or `EnoughWishes`."""
    person, topic = await visit.person(), visit.network.community.topic(written)
    if topic is None:
        raise UnknownTopic
    async with visit.network.write() as tx:
        if peers_of(person, await PeopleStore(tx).graph(), visit.network.community) is None:
            raise NoPeers
        store = CircleWishStore(tx)
        known = {each.topic for each in await store.wishes_of(person.id)}
        if topic.key not in known and len(known) >= MOST_WISHES:
            raise EnoughWishes
        await store.wish(person.id, topic.key, now=visit.now)
    await visit.reply(render.waiting(visit.t, topic.key, visit.t.named(topic.label)))


@actions.on("unwish")
async def unwish(visit: Visit, target: str) -> None:
    """Take the visitor off a list."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await CircleWishStore(tx).unwish(person.id, target)
    await visit.update(Card(text=visit.t("You're off the list. /meetup circle puts you back on it.")))
