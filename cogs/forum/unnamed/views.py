"""The buttons and forms of a question without a name. Its words stand in the private reply, and in no draft."""

from __future__ import annotations

from bot.cards import Address
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from cogs.forum.asking.asking import checked, similar_shown, typed
from cogs.forum.asking.text import as_text, from_text, unpack_when
from cogs.forum.gate import reader_of
from cogs.forum.model import Asked
from cogs.forum.private_cards import ask_form
from cogs.forum.rules import checked_choices, unpack
from cogs.forum.unnamed.asking import allowed, take
from cogs.forum.unnamed.render import before_card, similar_card

actions = Actions("forum")


@actions.on("unnamed")
async def before(visit: Visit, target: str) -> None:
    """Show who reads the forum, and what anonymity cannot do."""
    choices = checked_choices(unpack(target), visit.network.community)
    await visit.wait()
    _, room = await allowed(visit)
    await visit.reply(before_card(choices, room, visit.t))


@actions.on("unnamed_write", opens_form=True)
async def write(visit: Visit, target: str) -> None:
    """Open the form."""
    unpack_when(target)
    await reader_of(visit)
    await visit.ask(ask_form(visit.t, Address("forum", "unnamed_ask", target)))


@actions.on("unnamed_change", opens_form=True)
async def change(visit: Visit, target: str) -> None:
    """Open the form with the words that stand in the reply."""
    await reader_of(visit)
    was = from_text(await returned_words(visit), visit.t)
    await visit.ask(ask_form(visit.t, Address("forum", "unnamed_ask", target), was))


@actions.on("unnamed_ask")
async def ask(visit: Visit, target: str) -> None:
    """Show earlier questions like what was typed; where there are none, take it."""
    await visit.wait()
    asked = typed(visit.answers)
    async with giving_back(visit, as_text(asked, visit.t), Address("forum", "unnamed_change", target)):
        choices, at_once = unpack_when(target)
        said, (reader, _) = checked(asked), await allowed(visit)
        similar = await similar_shown(visit, said.text)
        if similar:
            await visit.reply(similar_card(visit.t, said, similar, reader.forum.guild.id, target))
        else:
            await take(visit, said, checked_choices(choices, visit.network.community), at_once=at_once)


@actions.on("unnamed_post")
async def post_anyway(visit: Visit, target: str) -> None:
    """Take the words that stand in the reply although there are questions like them."""
    await visit.wait()
    asked: Asked = from_text(await returned_words(visit), visit.t)
    async with giving_back(visit, as_text(asked, visit.t), Address("forum", "unnamed_change", target)):
        choices, at_once = unpack_when(target)
        said = checked(asked)  # a reply may have waited since before the rules changed
        await take(visit, said, checked_choices(choices, visit.network.community), at_once=at_once)
