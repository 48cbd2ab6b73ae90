"""What a reflection's buttons do. Answers go from button to button; none is kept."""

from __future__ import annotations

from bot.errors import Gone
from bot.notices import Notices
from bot.people.model import Person
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.forum.gate import reader_of
from cogs.forum.reflecting.leanings import LeaningStore
from cogs.forum.reflecting.render import begin_card, question_card, result_card, sent_card
from cogs.forum.reflecting.rules import LEAST_STYLES, QUESTIONS, known_styles, read_answers
from cogs.forum.styles.rules import NoStyles
from config.texts import texts_for

actions = Actions("forum")


async def show_reflection(visit: Visit) -> None:
    """Say what a reflection is, and let the member begin; whoever is counted can take that back in any case."""
    person = await visit.person()
    async with visit.network.read() as tx:
        style = await LeaningStore(tx).of(person.id)
    if style is None:
        await _reflecting(visit)
    await visit.reply(begin_card(visit.t, is_counted=style is not None))


@actions.on("reflect")
async def reflect(visit: Visit, target: str) -> None:
    """Show the next question, or what the answers lean to."""
    answers = read_answers(target)
    await _reflecting(visit)
    if len(answers) < len(QUESTIONS):
        await visit.update(question_card(visit.t, answers))
        return
    await visit.update(result_card(visit.t, answers, visit.network.community))


@actions.on("reflect_count")
async def count(visit: Visit, target: str) -> None:
    """Count the member under a way of leading, once; with another one, under that instead."""
    person = await _reflecting(visit)
    if target not in known_styles([style.key for style in visit.network.community.forum.styles]):
        raise Gone
    async with visit.network.write() as tx:
        await LeaningStore(tx).put(person.id, target)
    await visit.reply(visit.t("You are counted. With /forum reflect you can take that back at any time."))


@actions.on("reflect_uncount")
async def uncount(visit: Visit, _target: str) -> None:
    """Count the member no more; whoever reads the forum no more may still take it back."""
    person = await visit.person()
    async with visit.network.write() as tx:
        if not await LeaningStore(tx).put(person.id, None):
            raise Gone
    await visit.reply(visit.t("You are counted no more, and nothing of it is kept."))


@actions.on("reflect_send")
async def send(visit: Visit, target: str) -> None:
    """Send the result to the member, who keeps it; the notice's words are erased once they are delivered."""
    answers = read_answers(target)
    person = await _reflecting(visit)
    card = sent_card(texts_for(person.locale), answers, visit.network.community)
    async with visit.network.write() as tx:
        await Notices(tx).tell(person.id, "forum.reflect", card, now=visit.now)
    await visit.reply(visit.t("It is on its way to you, as a direct message or in /inbox."))


async def _reflecting(visit: Visit) -> Person:
    """Return who is there, if they read the forum and the questions fit the network's vocabulary."""
    reader = await reader_of(visit)
    if len(known_styles([style.key for style in visit.network.community.forum.styles])) < LEAST_STYLES:
        raise NoStyles
    return reader.person
