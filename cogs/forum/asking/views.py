"""What the buttons, lists and forms of the forum do while a question is asked."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import Address
from bot.database.ids import read_id
from bot.errors import Gone, Refusal
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from cogs.forum.asking.asking import checked, give_back, offer, own_draft, post, typed
from cogs.forum.asking.text import as_text, from_text
from cogs.forum.gate import reader_of
from cogs.forum.model import Choices
from cogs.forum.private_cards import ask_form, choices_card, posted_card, with_style
from cogs.forum.rules import checked_choices, pack, unpack
from cogs.forum.store import QuestionStore

actions = Actions("forum")


@actions.on("ask")
async def ask(visit: Visit, _target: str) -> None:
    """Show the card on which a question's choices are made."""
    await begin(visit, Choices(visit.network.community.catch_all.key))


async def begin(visit: Visit, choices: Choices) -> None:
    """Show the card with these choices made; raises why somebody may not ask."""
    await reader_of(visit)
    community = visit.network.community
    await visit.reply(choices_card(visit.t, checked_choices(choices, community), community))


@actions.on("topic")
async def choose_topic(visit: Visit, target: str) -> None:
    """Take in what the question is about."""
    await _choose(visit, replace(unpack(target), topic=_chosen(visit)))


@actions.on("style")
async def choose_style(visit: Visit, target: str) -> None:
    """Take in the leadership style that matters, or that none does."""
    await _choose(visit, with_style(unpack(target), _chosen(visit)))


@actions.on("urgency")
async def choose_urgency(visit: Visit, target: str) -> None:
    """Take in how soon an answer is needed."""
    await _choose(visit, replace(unpack(target), urgency=_chosen(visit)))


@actions.on("write", opens_form=True)
async def write(visit: Visit, target: str) -> None:
    """Open the form for the question."""
    choices = checked_choices(unpack(target), visit.network.community)
    await reader_of(visit)
    await visit.ask(ask_form(visit.t, Address("forum", "submit", pack(choices))))


@actions.on("submit")
async def submit(visit: Visit, target: str) -> None:
    """Keep what was typed, then show earlier questions like it, or post it."""
    await visit.wait()
    asked = typed(visit.answers)
    async with giving_back(visit, as_text(asked, visit.t), Address("forum", "write_again", target)):
        reader, choices = await reader_of(visit), checked_choices(unpack(target), visit.network.community)
        async with visit.network.write() as tx:  # kept before anything is judged: nobody types twice
            draft_id = await QuestionStore(tx).draft(reader.person.id, choices, asked, now=visit.now)
        await _judge(visit, draft_id)


@actions.on("write_again", opens_form=True)
async def write_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back."""
    choices = unpack(target)
    await reader_of(visit)
    was = from_text(await returned_words(visit), visit.t)
    await visit.ask(ask_form(visit.t, Address("forum", "submit", pack(choices)), was))


@actions.on("change", opens_form=True)
async def change(visit: Visit, target: str) -> None:
    """Open the form with the words that are kept."""
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        draft = await own_draft(tx, read_id(target), reader.person)
    await visit.ask(ask_form(visit.t, Address("forum", "changed", target), draft.asked))


@actions.on("changed")
async def changed(visit: Visit, target: str) -> None:
    """Keep the new words instead, and go on as after the first form."""
    await visit.wait()
    asked = typed(visit.answers)
    async with giving_back(visit, as_text(asked, visit.t), Address("forum", "changed_again", target)):
        reader = await reader_of(visit)
        async with visit.network.write() as tx:
            draft = await own_draft(tx, read_id(target), reader.person)
            await QuestionStore(tx).reword(draft, asked)
        await _judge(visit, draft.id)


@actions.on("changed_again", opens_form=True)
async def change_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back."""
    await reader_of(visit)
    was = from_text(await returned_words(visit), visit.t)
    await visit.ask(ask_form(visit.t, Address("forum", "changed", target), was))


@actions.on("post")
async def post_anyway(visit: Visit, target: str) -> None:
    """Post a draft although there are questions like it."""
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        draft = await own_draft(tx, read_id(target), reader.person)
    if draft.asked is None:
        raise Gone
    checked(draft.asked)  # a button may have waited since before the words were judged
    await post(visit.network, draft, now=visit.now)
    await visit.reply(posted_card(visit.t))


@actions.on("drop")
async def drop(visit: Visit, target: str) -> None:
    """Forget a draft: an earlier question answers it."""
    reader = await reader_of(visit)
    async with visit.network.write() as tx:
        draft = await own_draft(tx, read_id(target), reader.person)
        await QuestionStore(tx).drop_drafts(question_id=draft.id)
    await visit.reply(visit.t("Good. Nothing was posted, and your words are no longer kept."))


async def _judge(visit: Visit, draft_id: int) -> None:
    """Post a draft, or show earlier ones like it, or give it back with the reason why not."""
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        draft = await own_draft(tx, draft_id, reader.person)
    if draft.asked is None:
        raise Gone
    try:
        asked = checked(draft.asked)
    except Refusal as refused:
        await give_back(visit, draft, refused.text(visit.t))
        return
    if asked != draft.asked:
        async with visit.network.write() as tx:
            await QuestionStore(tx).reword(draft, asked)
    await offer(visit, replace(draft, asked=asked), reader.forum.guild.id)


async def _choose(visit: Visit, choices: Choices) -> None:
    await reader_of(visit)
    community = visit.network.community
    await visit.update(choices_card(visit.t, checked_choices(choices, community), community))


def _chosen(visit: Visit) -> str:
    return visit.values[0] if visit.values else ""
