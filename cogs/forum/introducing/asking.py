"""Asking newcomers, hosts and circles, and telling them what came of it. Each checks in the transaction it is given."""

from __future__ import annotations

from collections.abc import Sequence

from bot.database.transaction import Tx
from bot.notices import Notices
from bot.visibility.admission.circles import begin_circle
from cogs.forum.introducing import render
from cogs.forum.introducing.circles import AskedCircleStore
from cogs.forum.introducing.model import AskedCircle, Introduction, keys_of
from cogs.forum.introducing.picture import Picture
from cogs.forum.introducing.rules import is_over, may_begin, still_to_ask
from cogs.forum.introducing.store import IntroductionStore, NewcomerStore
from config.texts import texts_for


async def ask_newcomer(tx: Tx, picture: Picture, person_id: int, site_id: int | None) -> None:
    """Ask somebody whether they want to be introduced, once for ever."""
    person, site = picture.people.get(person_id), picture.sites.get(site_id or 0)
    if person is None or any(each.person_id == person_id for each in picture.newcomers):
        return
    row_id = await NewcomerStore(tx).ask(person_id, site_id, now=picture.now)
    card = render.newcomer_card(texts_for(person.locale), row_id, site)
    await Notices(tx).tell(person_id, "forum.newcomer", card, now=picture.now, key=f"forum.newcomer:{row_id}")


async def ask_host(tx: Tx, picture: Picture, newcomer_id: int, host_id: int) -> bool:
    """Ask a host whether they would like to meet a newcomer who said yes; False where it is not to be any more."""
    newcomer, host = picture.people.get(newcomer_id), picture.people.get(host_id)
    said_yes = any(each.person_id == newcomer_id and each.state == "yes" for each in picture.newcomers)
    if newcomer is None or host is None or not said_yes or not still_to_ask(picture.of(newcomer_id)):
        return False
    if not picture.search(newcomer_id).admits(picture.principals[host_id]):
        return False
    row_id = await IntroductionStore(tx).ask(newcomer_id, host_id, now=picture.now)
    site, community = picture.site_of(newcomer_id), picture.roster.community
    card = render.host_card(texts_for(host.locale), row_id, newcomer, site, community, host)
    await Notices(tx).tell(host_id, "forum.host", card, now=picture.now, key=f"forum.host:{row_id}")
    return True


async def introduce(tx: Tx, picture: Picture, introduction: Introduction) -> bool:
    """Name two who both said yes to each other; False where one of them is gone or above the other by now."""
    one, other = introduction.newcomer_id, introduction.host_id
    if not picture.may_meet(one, other):
        await IntroductionStore(tx).settle(introduction.id, "no")
        return False
    if not await IntroductionStore(tx).settle(introduction.id, "yes"):
        return False
    _, host_key, newcomer_key = keys_of(introduction)
    for own_id, other_id, key in ((other, one, host_key), (one, other, newcomer_key)):
        own, met, community = picture.people[own_id], picture.people[other_id], picture.roster.community
        card = render.met_card(texts_for(own.locale), met, picture.site_of(other_id), community, own)
        await Notices(tx).tell(own_id, "forum.met", card, now=picture.now, key=key)
    return True


async def conclude(tx: Tx, picture: Picture, newcomer_id: int) -> None:
    """Note that nothing more is to be done for a newcomer; whom nobody could meet is told so."""
    theirs, person = picture.of(newcomer_id), picture.people.get(newcomer_id)
    if not is_over(theirs) or not await NewcomerStore(tx).settle(newcomer_id, ("yes",), "done"):
        return
    if person is not None and not any(each.state == "yes" for each in theirs):
        card, key = render.nobody_card(texts_for(person.locale)), f"forum.nobody:{newcomer_id}"
        await Notices(tx).tell(newcomer_id, "forum.met", card, now=picture.now, key=key)


async def ask_circle(tx: Tx, picture: Picture, topic: str, person_ids: Sequence[int]) -> None:
    """Ask people to form a circle; none of them is named."""
    if not all(each in picture.people for each in person_ids):
        return
    for seat in await AskedCircleStore(tx).ask(topic, person_ids, now=picture.now):
        t, community = texts_for(picture.people[seat.person_id].locale), picture.roster.community
        card = render.seat_card(t, seat.id, topic, len(person_ids), community)
        await Notices(tx).tell(seat.person_id, "forum.seat", card, now=picture.now, key=f"forum.seat:{seat.id}")


async def settle_circle(tx: Tx, picture: Picture, circle: AskedCircle) -> None:
    """Let a circle begin with those who said yes, or tell them that it doesn't; whoever has not answered is let be."""
    seats = await AskedCircleStore(tx).seats_of(circle.id)
    here = [seat for seat in seats if seat.person_id in picture.people]
    begins = may_begin(here, picture.apart())
    if not await AskedCircleStore(tx).settle(circle.id, "begun" if begins else "dropped"):
        return
    await Notices(tx).retract(*(f"forum.seat:{seat.id}" for seat in seats))
    sure = [seat.person_id for seat in here if seat.state == "yes"]
    if begins:
        await begin_circle(tx, circle.topic, sure, now=picture.now)
    community = picture.roster.community
    for own in sure:
        t = texts_for(picture.people[own].locale)
        others = [(picture.people[each], picture.site_of(each)) for each in sure if each != own]
        card = (
            render.begun_card(t, circle.topic, others, community)
            if begins
            else render.dropped_card(t, circle.topic, community)
        )
        await Notices(tx).tell(own, "forum.circle", card, now=picture.now, key=f"forum.circle:{circle.id}:{own}")
