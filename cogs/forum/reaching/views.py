"""What helpers press: pass, name a colleague, be asked no more; and the switch."""

from __future__ import annotations

from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.forum.gate import Reader, reader_of
from cogs.forum.model import Question
from cogs.forum.reaching.asking import put_to
from cogs.forum.reaching.drawing import who_fits
from cogs.forum.reaching.render import colleagues_card
from cogs.forum.reaching.rules import MOST_FOR_ONE
from cogs.forum.reaching.store import Reach, ReachStore
from cogs.forum.store import QuestionStore

MOST_NAMED = 25  # Discord: lines of a list

actions = Actions("forum")


@actions.on("pass")
async def pass_on(visit: Visit, target: str) -> None:
    """Pass; the next who fits is asked, if not too many were."""
    reader = await reader_of(visit)
    async with visit.network.write() as tx:
        reach, question = await _asked(tx, reader, target)
        await ReachStore(tx).settle([("id", reach.id)], "passed")
        if len(await ReachStore(tx).of_question(question.id)) < MOST_FOR_ONE:
            following = await who_fits(tx, visit.network, reader.forum, question, now=visit.now, most=1)
            await put_to(tx, question, following, reader.forum.guild.id, now=visit.now)
    await visit.reply(visit.t("You passed; nobody is told that it was you."))


@actions.on("name")
async def name(visit: Visit, target: str) -> None:
    """Show the colleagues who may be asked instead."""
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        reach, question = await _asked(tx, reader, target)
        colleagues = await who_fits(tx, visit.network, reader.forum, question, now=visit.now, most=MOST_NAMED)
    await visit.reply(colleagues_card(visit.t, reach.id, colleagues))


@actions.on("named")
async def named(visit: Visit, target: str) -> None:
    """Ask the colleague who was named, if they may still be asked."""
    reader = await reader_of(visit)
    chosen = read_id(visit.values[0] if visit.values else "")
    async with visit.network.write() as tx:
        reach, question = await _asked(tx, reader, target)
        colleagues = await who_fits(tx, visit.network, reader.forum, question, now=visit.now, most=MOST_NAMED)
        asked = [person for person in colleagues if person.id == chosen]
        if not asked or len(await ReachStore(tx).of_question(question.id)) >= MOST_FOR_ONE:
            raise Gone
        await ReachStore(tx).settle([("id", reach.id)], "named")
        await put_to(tx, question, asked, reader.forum.guild.id, now=visit.now)
    await visit.reply(visit.t("They have been asked. Thank you."))


@actions.on("unwilling")
async def unwilling(visit: Visit, _target: str) -> None:
    """Ask somebody no more."""
    await switch(visit, is_willing=False)


async def switch(visit: Visit, *, is_willing: bool) -> None:
    """Note whether the member may be asked privately."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await ReachStore(tx).set_willing(person.id, is_willing=is_willing)
    await visit.reply(
        visit.t(
            "You may be asked about a question nobody answered, at most once in two weeks. /forum helping changes that."
        )
        if is_willing
        else visit.t("You won't be asked about questions any more. With /forum helping you can change that.")
    )


async def _asked(tx: Tx, reader: Reader, target: str) -> tuple[Reach, Question]:
    """Return what waits for the reader, and its question; raises `Gone`."""
    reach = await ReachStore(tx).get(read_id(target))
    question = await QuestionStore(tx).get(reach.question_id) if reach is not None else None
    if reach is None or question is None or reach.person_id != reader.person.id or reach.state != "asked":
        raise Gone
    if question.state != "open":
        raise Gone
    return reach, question
