"""Writing without one's name: the steps between the first card and the receipt, in rooms and in conversations."""

from __future__ import annotations

from bot.cards import Address
from bot.database.ids import read_id
from bot.ui.actions import Actions
from bot.ui.anonymous.aims import Aim
from bot.ui.anonymous.cards import words_form
from bot.ui.anonymous.writing import post, show_before
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit

actions = Actions("anonymous")


@actions.on("answer")
async def before_answering(visit: Visit, target: str) -> None:
    """Show who reads, and what anonymity cannot do, before somebody answers a post without their name."""
    await show_before(visit, Aim("talk", read_id(target)))


@actions.on("write", opens_form=True)
async def write(visit: Visit, target: str) -> None:
    """Open the form."""
    aim = Aim.read(target)
    await visit.person()
    await visit.ask(words_form(aim, visit.t))


@actions.on("again", opens_form=True)
async def write_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back."""
    aim = Aim.read(target)
    await visit.person()
    await visit.ask(words_form(aim, visit.t, await returned_words(visit)))


@actions.on("post")
async def take(visit: Visit, target: str) -> None:
    """Take the words that were typed and give the receipt."""
    await visit.wait()
    typed = visit.answers.get("text", "")
    async with giving_back(visit, typed, Address("anonymous", "again", target)):
        await post(visit, Aim.read(target), typed)
