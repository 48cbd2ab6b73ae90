"""What the buttons under an ask do: the mentor's yes and no, and the mentee's second thought."""

from __future__ import annotations

from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.mentoring import proposals
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.browse import asking, render
from cogs.mentoring.browse.store import AskStore
from cogs.mentoring.model import WHYS
from config.texts import Texts

actions = Actions("mentoring")


@actions.on("ask_yes")
async def accept(visit: Visit, target: str) -> None:
    """Say yes to whoever asked."""
    person = await visit.person()
    async with visit.network.write() as tx:
        answer = await asking.accept(tx, read_id(target), person.id, visit.now)
        await proposals.tidy(tx, visit.now)  # what the new pair rules out is taken back at once
    await visit.reply(_after_yes(visit.t, answer))


@actions.on("ask_no")
async def decline(visit: Visit, target: str) -> None:
    """Say not now to whoever asked."""
    person, ask_id = await visit.person(), read_id(target)
    async with visit.network.write() as tx:
        await asking.decline(tx, ask_id, person.id, visit.now)
        ask = await AskStore(tx).ask_to(ask_id, person.id)
    await visit.reply(render.declined(visit.t, ask))


@actions.on("ask_why")
async def give_reason(visit: Visit, target: str) -> None:
    """Keep the mentor's own reason."""
    why = next((each for each in WHYS if each in visit.values), None)
    person = await visit.person()
    if why is None:
        raise Gone
    async with visit.network.write() as tx:
        ask = await asking.give_reason(tx, read_id(target), person.id, why)
        if why == "person":
            await ApartStore(tx).keep(person.id, ask.mentee_id)
    await visit.reply(_after_reason(visit.t, why))


@actions.on("ask_back")
async def take_back(visit: Visit, target: str) -> None:
    """Take back what one asked."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await asking.take_back(tx, read_id(target), person.id, visit.now)
    await visit.reply(visit.t("It is taken back, and they have a kind note. You can ask somebody else any time."))


def _after_yes(t: Texts, answer: asking.Answer) -> str:
    if answer == "open":
        return t("Thank you for saying yes. A private thread for the two of you opens in a moment.")
    if answer == "full":
        return t("All the places you offer are taken, so nothing started. /mentor offer changes how many you can take.")
    return t("This pairing can't go ahead any more, so nothing started. You needn't do anything.")


def _after_reason(t: Texts, why: str) -> str:
    texts = {
        "time": t("Noted, for you alone. /mentor pause takes you off the list until a day you choose."),
        "topics": t("Noted, for you alone. /mentor offer changes what you can help with."),
        "person": t("Noted, for you alone: the two of you are never paired. /mentor offer shows that private list."),
    }
    return texts.get(why) or t("Noted, for you alone. Thank you.")
