"""Asking without a name: checked like any question, drawn helpers beside it, and no row until its post appears."""

from __future__ import annotations

from secrets import SystemRandom

from bot.anonymity.model import FORUM
from bot.anonymity.posting import Written, begin, check_not_muted, due_at
from bot.people.model import Person
from bot.ui.anonymous.accepting import accept, keys_of
from bot.ui.anonymous.gate import Readership, readership_of
from bot.ui.visit import Visit
from bot.visibility.server.language import texts_on
from cogs.forum.gate import Reader, reader_of
from cogs.forum.model import Asked, Choices
from cogs.forum.reaching.drawing import draw_for
from cogs.forum.render import about_line, asked_text, topic_label
from cogs.forum.rules import STATES, tags_due


async def allowed(visit: Visit) -> tuple[Reader, Readership]:
    """Return who may ask in the forum without their name now, and who reads it; raises why they may not."""
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        await check_not_muted(tx, keys_of(visit), reader.forum.id, reader.person.id)
    return reader, await readership_of(visit, reader.forum.id, kinds=("forum",))


async def take(visit: Visit, asked: Asked, choices: Choices, *, at_once: bool) -> None:
    """Take a question that was checked, and give its receipt; raises why it is not taken."""
    reader, readers = await allowed(visit)
    about = await _about(visit, reader, asked, choices)
    words, due = asked_text(asked, texts_on(reader.forum.guild)), due_at(visit.now, at_once=at_once)
    written = Written(reader.person.id, words, due, about)

    async def keep() -> str:
        return await begin(visit.network, keys_of(visit), FORUM, readers.channel_id, written)

    await accept(visit, reader.person, keep, at_once=at_once)


async def _about(visit: Visit, reader: Reader, asked: Asked, choices: Choices) -> dict[str, object]:
    """Return what the forum must know once the post appears; it lies under the conversation's key until then."""
    t, community = texts_on(reader.forum.guild), visit.network.community
    return {
        "title": asked.title,
        "tags": tags_due(
            topic_label(choices.topic, community, t), is_solved=False, states=[t(each) for each in STATES]
        ),
        "shown": about_line(choices, community, t),
        "choices": [choices.topic, choices.style, choices.urgency],
        "helpers": await _drawn(visit, reader, reader.person, choices.topic),
    }


async def _drawn(visit: Visit, reader: Reader, asker: Person, topic: str) -> list[int]:
    async with visit.network.read() as tx:
        return await draw_for(tx, visit.network, reader.forum, asker, topic, now=visit.now, dice=SystemRandom())
