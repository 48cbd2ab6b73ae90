"""Telling how one handled a situation, and taking that back."""

from __future__ import annotations

from bot.anonymity.words import clean
from bot.cards import Address
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.outbox import Outbox
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from cogs.forum.gate import open_post_of, reader_of
from cogs.forum.prompting.model import Prompt
from cogs.forum.prompting.render import telling_form, which_style_card
from cogs.forum.prompting.rules import topic_of
from cogs.forum.prompting.store import PromptStore
from cogs.forum.prompting.tellings import TellingStore
from cogs.forum.prompting.turns import TELL, place_of, take_off
from cogs.forum.rules import check_worth_saying
from config.community import Community

actions = Actions("forum")


@actions.on("tell")
async def tell(visit: Visit, target: str) -> None:
    """Show the card on which a way of leading is chosen."""
    await visit.wait()
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        prompt = await _posted(tx, read_id(target))
        own = await TellingStore(tx).by(prompt.id, reader.person.id)
    await open_post_of(reader.forum, prompt.thread_id)
    await visit.reply(which_style_card(visit.t, prompt.id, own, visit.network.community))


@actions.on("tell_style", opens_form=True)
async def tell_style(visit: Visit, target: str) -> None:
    """Open the form, with what was told before."""
    reader, style = await reader_of(visit), _style(visit.values[0] if visit.values else "", visit.network.community)
    async with visit.network.read() as tx:
        prompt = await _posted(tx, read_id(target))
        own = await TellingStore(tx).by(prompt.id, reader.person.id)
    await visit.ask(telling_form(visit.t, f"{prompt.id}.{style}", (own.words or "") if own is not None else ""))


@actions.on("tell_again", opens_form=True)
async def tell_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back."""
    await reader_of(visit)
    await visit.ask(telling_form(visit.t, target, await returned_words(visit)))


@actions.on("told")
async def told(visit: Visit, target: str) -> None:
    """Keep how somebody handled a situation, and owe it to the post."""
    await visit.wait()
    text = visit.answers.get("text", "")
    async with giving_back(visit, text, Address("forum", "tell_again", target)):
        reader = await reader_of(visit)
        number, _, key = target.partition(".")
        style = _style(key, visit.network.community)
        check_worth_saying(text)
        words = clean(text)
        async with visit.network.read() as tx:
            prompt = await _posted(tx, read_id(number))
        await open_post_of(reader.forum, prompt.thread_id)
        async with visit.network.write() as tx:
            await _posted(tx, prompt.id)
            telling_id = await TellingStore(tx).put(prompt.id, reader.person.id, style, words, now=visit.now)
            await TellingStore(tx).publish(telling_id, words, topic_of(prompt.situation, visit.network.community))
            facts = {"telling_id": telling_id}
            await Outbox(tx).carry_out(TELL, facts, destination=place_of(prompt.id), now=visit.now)
        await visit.reply(visit.t("It goes into the post, under your name. Thank you for telling."))


@actions.on("tell_back")
async def tell_back(visit: Visit, target: str) -> None:
    """Take back what one told of a situation, marks on it included."""
    person = await visit.person()
    async with visit.network.write() as tx:
        own = await TellingStore(tx).by(read_id(target), person.id)
        if own is None:
            raise Gone
        await take_off(tx, own, now=visit.now)
    await visit.reply(visit.t("It is no longer kept, and its message goes from the post."))


async def _posted(tx: Tx, prompt_id: int) -> Prompt:
    prompt = await PromptStore(tx).get(prompt_id)
    if prompt is None or prompt.state != "posted":
        raise Gone
    return prompt


def _style(key: str, community: Community) -> str:
    if not any(style.key == key for style in community.forum.styles):
        raise Gone
    return key
