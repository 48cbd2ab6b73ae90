"""Posts that somebody wrote in the forum by hand: welcomed, and kept to be found with their author's yes.

Only a post's title reaches the bot; its words are asked for in a form, from whoever wrote them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import discord

from bot.cards import Address, Card
from bot.database.ids import read_id
from bot.errors import Gone, Refusal
from bot.house import House
from bot.outbox import Outbox
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.server.language import texts_on
from cogs.forum.asking.asking import checked, let_be_found, typed
from cogs.forum.gate import post_of, reader_of
from cogs.forum.model import Asked, Choices
from cogs.forum.private_cards import ask_form
from cogs.forum.render import button
from cogs.forum.store import QuestionStore
from cogs.forum.taking_back import show_soon
from config.community import Community
from config.texts import N_, Texts

actions = Actions("forum")


@dataclass
class NotYourPost(Refusal):
    """Somebody else wrote the post."""

    says: ClassVar[str] = N_("Only whoever wrote the post can let it be found. Ask them to press the button.")


@dataclass
class FoundAlready(Refusal):
    """The post can be found already."""

    says: ClassVar[str] = N_("This question can be found already: /forum find shows it.")


async def welcome(house: House, thread: discord.Thread) -> None:
    """Owe a post that was written by hand one card with one button."""
    network = await house.networks.for_guild(thread.guild.id)
    if network is None or thread.owner_id == thread.guild.me.id:
        return
    now = house.clock.now()
    async with network.write() as tx:
        space = await SpaceStore(tx).first("forum", "principals")
        if space is None or space.channel_id != thread.parent_id:
            return
        card = welcome_card(texts_on(thread.guild), thread.id)
        await Outbox(tx).post(thread.id, card, now=now, key=f"forum.welcome:{thread.id}")


def welcome_card(t: Texts, thread_id: int) -> Card:
    """Return what stands under a post that was written by hand."""
    text = t(
        "Welcome. I can't read what is written here. If you want colleagues to find this question with /forum find, "
        "press the button and paste it: nothing is kept without that."
    )
    return Card(text=text, buttons=(button(t("Let it be found"), "index", thread_id),))


@actions.on("index", opens_form=True)
async def index(visit: Visit, target: str) -> None:
    """Open the form for the words of one's own post, its title filled in."""
    reader = await reader_of(visit)
    post = await visit.soon(post_of(reader.forum, read_id(target)))
    await _check_own(visit, post)
    await visit.ask(ask_form(visit.t, Address("forum", "indexed", target), Asked(post.name, "")))


@actions.on("index_again", opens_form=True)
async def index_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back."""
    reader = await reader_of(visit)
    post = await visit.soon(post_of(reader.forum, read_id(target)))
    await _check_own(visit, post)
    was = Asked(post.name, await returned_words(visit))
    await visit.ask(ask_form(visit.t, Address("forum", "indexed", target), was))


@actions.on("indexed")
async def indexed(visit: Visit, target: str) -> None:
    """Keep the words of one's own post, so that it is found."""
    await visit.wait()
    asked = typed(visit.answers)
    async with giving_back(visit, asked.words, Address("forum", "index_again", target)):
        reader = await reader_of(visit)
        post = await post_of(reader.forum, read_id(target))
        await _check_own(visit, post)
        said = checked(asked)
        choices = Choices(
            topic_of([tag.name for tag in post.applied_tags], visit.network.community, texts_on(reader.forum.guild))
        )
        async with visit.network.write() as tx:
            store = QuestionStore(tx)
            question_id = await store.draft(reader.person.id, choices, said, now=visit.now, thread_id=post.id)
            await store.change(question_id, ("draft",), state="open")
            question = await store.get(question_id)
            if question is None:
                raise Gone
            await let_be_found(tx, question, now=visit.now)
            await show_soon(tx, question_id, now=visit.now)
        await visit.reply(visit.t("It can be found now. Right-click an answer that helped, choose Apps, This helped."))


def topic_of(tags: Sequence[str], community: Community, t: Texts) -> str:
    """Return the first topic that a post is tagged with, else the vocabulary's last: what fits nowhere else."""
    named = {topic.label.casefold(): topic.key for topic in community.topics}
    named |= {t.named(topic.label).casefold(): topic.key for topic in community.topics}
    return next((named[tag.casefold()] for tag in tags if tag.casefold() in named), community.catch_all.key)


async def _check_own(visit: Visit, post: discord.Thread) -> None:
    if post.owner_id != visit.account_id:
        raise NotYourPost
    async with visit.network.read() as tx:
        if await QuestionStore(tx).of_thread(post.id) is not None:
            raise FoundAlready
