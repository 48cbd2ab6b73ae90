"""What members see and press about ways of leading."""

from __future__ import annotations

from bot.anonymity.store import PostStore
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.keys import ConversationKeys
from bot.ui.actions import Actions
from bot.ui.anonymous.accepting import keys_of
from bot.ui.charts import chart_file
from bot.ui.visit import Visit
from cogs.forum.entries import EntryStore
from cogs.forum.gate import reader_of
from cogs.forum.model import Entry
from cogs.forum.prompting.tellings import TellingStore
from cogs.forum.standing import is_author
from cogs.forum.store import QuestionStore
from cogs.forum.styles.gathering import read_figures
from cogs.forum.styles.marks import MarkStore, Said, Target
from cogs.forum.styles.render import chart_of, overview_card, style_card, tried_card
from cogs.forum.styles.rules import NoStyles, OwnWords

actions = Actions("forum")


async def show_styles(visit: Visit) -> None:
    """Show every way of leading, with a chart and the same in words."""
    await visit.wait()
    await reader_of(visit)
    community = visit.network.community
    if not community.forum.styles:
        raise NoStyles
    async with visit.network.read() as tx:
        figures = await read_figures(tx, community, visit.t)
    chart = chart_of(visit.t, figures)
    file = await chart_file(visit.house.workers, chart, "ways-of-leading.png")
    await visit.reply(overview_card(visit.t, figures, community.publication), files=[file])


@actions.on("style_look")
async def look(visit: Visit, _target: str) -> None:
    """Show one way of leading closer."""
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        figures = await read_figures(tx, visit.network.community, visit.t)
    found = next((each for each in figures if [each.style.key] == list(visit.values)), None)
    if found is None:
        raise Gone
    await visit.reply(style_card(visit.t, found, visit.network.community, reader.forum.guild.id))


@actions.on("tried")
async def tried(visit: Visit, target: str) -> None:
    """Ask whether what was said helped at the reader's school."""
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        marked = await _target(tx, target, reader.person.id, keys_of(visit))
        own = await MarkStore(tx).by(reader.person.id, marked)
    await visit.reply(tried_card(visit.t, marked, own[0].said if own else None, visit.network.community.publication))


@actions.on("tried_helped")
async def tried_helped(visit: Visit, target: str) -> None:
    """Count that it helped."""
    await _mark(visit, target, "helped")


@actions.on("tried_not")
async def tried_not(visit: Visit, target: str) -> None:
    """Count that it did not help."""
    await _mark(visit, target, "not")


@actions.on("tried_back")
async def tried_back(visit: Visit, target: str) -> None:
    """Count the mark no more."""
    await _mark(visit, target, None)


async def _mark(visit: Visit, target: str, said: Said | None) -> None:
    reader = await reader_of(visit)
    async with visit.network.write() as tx:
        marked = await _target(tx, target, reader.person.id, keys_of(visit))
        await MarkStore(tx).put(reader.person.id, marked, said)
    await visit.update(tried_card(visit.t, marked, said, visit.network.community.publication))


async def _target(tx: Tx, named: str, person_id: int, keys: ConversationKeys) -> Target:
    """Return what a button names, if it is there; raises `Gone`, or `OwnWords` for its author.

    Without a name its author is told apart only while the conversation's key lives; after that nobody can.
    """
    kind, _, number = named.partition(".")
    found_id = read_id(number)
    if kind == "telling":
        telling = await TellingStore(tx).get(found_id)
        if telling is None:
            raise Gone
        target, is_own = Target("telling", found_id), telling.person_id == person_id
    else:
        entry = await (_of_post(tx, found_id) if kind == "post" else EntryStore(tx).get(found_id))
        if entry is None or entry.kind != "answer":
            raise Gone
        target, is_own = Target("entry", entry.id), await is_author(tx, entry, person_id, keys)
    if is_own:
        raise OwnWords
    return target


async def _of_post(tx: Tx, post_id: int) -> Entry | None:
    """Return what is kept of an anonymous post."""
    post = await PostStore(tx).get(post_id)
    question = await QuestionStore(tx).of_conversation(post.conversation_id) if post is not None else None
    said = await EntryStore(tx).of_question(question.id) if question is not None else []
    return next((each for each in said if each.post_id == post_id), None)
