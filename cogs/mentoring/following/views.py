"""What the buttons of following do: answers, calendar files, and ending a pair."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import discord

from bot.calendar.ics import Meeting, ics_of
from bot.calendar.rules import discord_time
from bot.cards import Card
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.store import PeopleStore
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.mentoring.following import asking, ending, render
from cogs.mentoring.following.model import Question
from cogs.mentoring.following.noting import note
from cogs.mentoring.following.rules import NoPair, PairOver
from cogs.mentoring.following.slots import LASTS
from cogs.mentoring.model import Pair
from cogs.mentoring.store import MentoringStore

MOST_BUTTONS = 20  # Discord: a message holds 25 buttons; nobody holds as many pairs

actions = Actions("mentoring")


@actions.on("said")
async def said(visit: Visit, target: str) -> None:
    """Keep an answer and ask what is next; a yes to somebody else ends the pair."""
    number, part, word = [*target.split("."), "", ""][:3]
    person = await visit.person()
    async with visit.network.write() as tx:
        answered = await asking.answer(tx, read_id(number), person.id, part, word, visit.now)
        if (answered.step, answered.more) == ("rematch", "yes"):
            card = await _end(visit, tx, answered.pair_id, person.id, looks_on=True)
        else:
            card = render.question(visit.t, answered, await _name(tx, answered.partner_id))
    await visit.update(card)


@actions.on("calendar")
async def give_file(visit: Visit, target: str) -> None:
    """Give one of the two a suggested time as a file for their calendar."""
    person = await visit.person()
    number, _, moment = target.partition(".")
    if not (moment.isascii() and moment.isdigit() and len(moment) == 10):  # seconds, until the year 2286
        raise Gone
    starts_at = datetime.fromtimestamp(int(moment), UTC)
    async with visit.network.write() as tx:
        pair = await _open_pair(tx, read_id(number), person.id)
        name = await _name(tx, pair.partner_of(person.id))
        await note(tx, pair.id, person.id, starts_at, LASTS, now=visit.now)
    title = visit.t("Mentoring with {name}", name=name)
    file = ics_of(Meeting(f"mentoring-{pair.id}-{moment}@staffroom", title, starts_at, LASTS), visit.now)
    text = visit.t(
        "{time}, half an hour. Agree on it in the thread first: the file is for your calendar only, and /calendar has "
        "it too.",
        time=discord_time(starts_at, "F"),
    )
    await visit.reply(Card(text=text), files=[discord.File(BytesIO(file), "mentoring.ics")])


async def ask_which(visit: Visit) -> None:
    """Ask which pair is to end, or, with one pair, whether it is."""
    person = await visit.person()
    async with visit.network.read() as tx:
        pairs = await MentoringStore(tx).pairs_of(person.id, ("open",))
        named = [(pair, await _name(tx, pair.partner_of(person.id))) for pair in pairs[:MOST_BUTTONS]]
    if not named:
        raise NoPair
    [first, *others] = named
    if others:
        await visit.reply(render.which_pair(visit.t, named))
    else:
        await visit.reply(render.confirm_end(visit.t, first[0], first[0].side_of(person.id), first[1]))


@actions.on("end")
async def ask_to_end(visit: Visit, target: str) -> None:
    """Say what ending a pair means."""
    person = await visit.person()
    async with visit.network.read() as tx:
        pair = await _open_pair(tx, read_id(target), person.id)
        name = await _name(tx, pair.partner_of(person.id))
    await visit.reply(render.confirm_end(visit.t, pair, pair.side_of(person.id), name))


@actions.on("end_now")
async def end_now(visit: Visit, target: str) -> None:
    """End a pair, thank, and ask the two questions."""
    person = await visit.person()
    number, _, how = target.partition(".")
    if how not in ("thanks", "look"):
        raise Gone
    async with visit.network.write() as tx:
        card = await _end(visit, tx, read_id(number), person.id, looks_on=how == "look")
    await visit.update(card)


async def _end(visit: Visit, tx: Tx, pair_id: int, person_id: int, *, looks_on: bool) -> Card:
    """End a pair and return the thanks, with the first question where the person may be asked now."""
    pair, asked = await ending.end(tx, pair_id, person_id, visit.network.community, visit.now, looks_on=looks_on)
    card = render.ended_by_oneself(visit.t, pair.side_of(person_id), looks_on=looks_on)
    return _with_question(visit, card, asked, await _name(tx, pair.partner_of(person_id)))


def _with_question(visit: Visit, card: Card, asked: Question | None, name: str) -> Card:
    if asked is None:
        return card
    first = render.question(visit.t, asked, name)
    return Card(title=card.title, text=f"{card.text}\n\n{first.text}", buttons=first.buttons)


async def _open_pair(tx: Tx, pair_id: int, person_id: int) -> Pair:
    """Return a person's own open pair; raises `Gone` for anybody else's, `PairOver`."""
    pair = await MentoringStore(tx).pair_of(pair_id, person_id)
    if pair.state != "open":
        raise PairOver
    return pair


async def _name(tx: Tx, person_id: int) -> str:
    person = await PeopleStore(tx).person(person_id)
    return person.name if person is not None else ""
