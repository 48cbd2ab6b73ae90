"""What the lists and buttons of browsing do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.database.ids import read_id
from bot.people.store import PeopleStore
from bot.text.languages import each_once
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.mentoring.browse import asking, render, rules
from cogs.mentoring.browse.filters import MARKS, Filters, fitting, language_mark
from cogs.mentoring.browse.model import Ask
from cogs.mentoring.browse.offers import Offer, offers_for
from cogs.mentoring.browse.standing import recent_asks
from cogs.mentoring.browse.store import AskStore
from cogs.mentoring.store import MentoringStore

if TYPE_CHECKING:
    from bot.people.model import Person, Site

actions = Actions("mentoring")


async def show_offers(visit: Visit) -> None:
    """Show the first page to a member with an open request."""
    await visit.reply(render.page(visit.t, await _shelf(visit, Filters()), visit.network.community))


@actions.on("page")
async def turn(visit: Visit, target: str) -> None:
    """Show another page."""
    await _turn_to(visit, Filters.parse(target))


@actions.on("find_topic")
async def find_topic(visit: Visit, target: str) -> None:
    """Look for a topic, or for any."""
    [topic] = visit.values[:1] or [""]
    known = visit.network.community.topic(topic)
    await _turn_to(visit, replace(Filters.parse(target), topic=known.key if known is not None else ""))


@actions.on("find_language")
async def find_language(visit: Visit, target: str) -> None:
    """Look for a language, or for any."""
    [mark] = visit.values[:1] or [""]
    wanted = Filters.parse(target)
    offered = {language_mark(name) for name in (await _shelf(visit, wanted)).languages}
    await _turn_to(visit, replace(wanted, language=mark if mark in offered else ""))


@actions.on("find_marks")
async def find_marks(visit: Visit, target: str) -> None:
    """Look for rhythms, levels and districts, or for any."""
    marks = frozenset(mark for mark in MARKS if mark in visit.values)
    await _turn_to(visit, replace(Filters.parse(target), marks=marks))


@actions.on("look")
async def look(visit: Visit, target: str) -> None:
    """Show one offer."""
    wanted, [chosen] = Filters.parse(target), visit.values[:1] or [""]
    person = await visit.person()
    _site, offers, _asked = await _offers(visit, person)
    offer = next((each for each in offers if str(each.person.id) == chosen), None)
    if offer is None:
        raise rules.CannotBeAsked
    await visit.update(render.one_offer(visit.t, offer, wanted, visit.network.community))


@actions.on("ask")
async def ask(visit: Visit, target: str) -> None:
    """Ask a mentor."""
    person, mentor_id = await visit.person(), read_id(target)
    async with visit.network.write() as tx:
        made = await asking.ask(tx, person.id, mentor_id, visit.network.community, visit.now)
        mentor = await PeopleStore(tx).person(mentor_id)
    await visit.update(render.sent(visit.t, made, mentor.name if mentor is not None else ""))


async def _turn_to(visit: Visit, wanted: Filters) -> None:
    await visit.update(render.page(visit.t, await _shelf(visit, wanted), visit.network.community))


async def _shelf(visit: Visit, wanted: Filters) -> render.Shelf:
    person = await visit.person()
    own, offers, asked = await _offers(visit, person)
    spoken = each_once(name for offer in offers for name in offer.wish.languages)
    return render.Shelf(fitting(offers, wanted, own), wanted, spoken, asked)


async def _offers(visit: Visit, person: Person) -> tuple[Site | None, list[Offer], Sequence[tuple[Ask, str]]]:
    """Return the person's site, all whom they may be shown, and whom they asked; raises `NoRequest`."""
    async with visit.network.read() as tx:
        now_is = await MentoringStore(tx).situation()
        asked = await AskStore(tx).by_mentee(person.id)
    if (person.id, "mentee") not in now_is.wishes:
        raise rules.NoRequest
    offers = offers_for(person.id, now_is, asked, visit.now)
    return now_is.site_of(person.id), offers, recent_asks(asked, now_is.people, visit.now)
