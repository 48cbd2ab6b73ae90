"""What newcomers, hosts and members of circles press: each only for themselves."""

from __future__ import annotations

from bot.database.ids import read_id
from bot.errors import Gone
from bot.notices import Notices
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.forum.gate import reader_of
from cogs.forum.introducing.asking import introduce
from cogs.forum.introducing.circles import AskedCircleStore
from cogs.forum.introducing.model import NewcomerState, SeatState, keys_of
from cogs.forum.introducing.picture import read_picture
from cogs.forum.introducing.store import IntroductionStore, NewcomerStore

actions = Actions("forum")


@actions.on("meet_yes")
async def meet_yes(visit: Visit, target: str) -> None:
    """Look for two who fit, and name the newcomer to them."""
    await reader_of(visit)
    await _answer_newcomer(visit, target, "yes")
    await visit.reply(visit.t("Good. Two principals who fit are asked, and you hear from me as soon as one says yes."))


@actions.on("meet_no")
async def meet_no(visit: Visit, target: str) -> None:
    """Leave it."""
    await _answer_newcomer(visit, target, "no")
    await visit.reply(visit.t("All right. Nobody heard of it, and you aren't asked again."))


@actions.on("host_yes")
async def host_yes(visit: Visit, target: str) -> None:
    """Name the two to each other."""
    reader = await reader_of(visit)
    async with visit.network.write() as tx:
        introduction = await IntroductionStore(tx).get(read_id(target))
        if introduction is None or introduction.host_id != reader.person.id or introduction.state != "asked":
            raise Gone
        picture = await read_picture(tx, visit.network, reader.forum, visit.now)
        have_met = await introduce(tx, picture, introduction)
    if not have_met:
        raise Gone
    await visit.reply(visit.t("Thank you. You are both told now how to reach each other."))


@actions.on("host_no")
async def host_no(visit: Visit, target: str) -> None:
    """Leave it; somebody else is asked, and nobody is told who was."""
    person = await visit.person()
    async with visit.network.write() as tx:
        introduction = await IntroductionStore(tx).get(read_id(target))
        if introduction is None or introduction.host_id != person.id:
            raise Gone
        if not await IntroductionStore(tx).settle(introduction.id, "no"):
            raise Gone
        await Notices(tx).retract(*keys_of(introduction))
    await visit.reply(visit.t("All right. Nobody is told that you were asked."))


@actions.on("circle_yes")
async def circle_yes(visit: Visit, target: str) -> None:
    """Join a circle, if it begins."""
    await reader_of(visit)
    await _answer_seat(visit, target, "yes")
    await visit.reply(visit.t("You're in. It begins once four have said yes; you hear of it within a week or so."))


@actions.on("circle_no")
async def circle_no(visit: Visit, target: str) -> None:
    """Stay out of a circle."""
    await _answer_seat(visit, target, "no")
    await visit.reply(visit.t("All right. Nobody is told that you were asked."))


async def _answer_newcomer(visit: Visit, target: str, state: NewcomerState) -> None:
    person = await visit.person()
    async with visit.network.write() as tx:
        own = await NewcomerStore(tx).of(person.id)
        if own is None or own.id != read_id(target) or not await NewcomerStore(tx).settle(person.id, ("asked",), state):
            raise Gone


async def _answer_seat(visit: Visit, target: str, state: SeatState) -> None:
    person = await visit.person()
    async with visit.network.write() as tx:
        seat = await AskedCircleStore(tx).seat(read_id(target))
        if seat is None or seat.person_id != person.id:
            raise Gone
        circle = next((each for each in await AskedCircleStore(tx).all() if each.id == seat.circle_id), None)
        if circle is None or circle.state != "asking" or not await AskedCircleStore(tx).answer(seat.id, state):
            raise Gone
