"""Browsing as people live it in the simulated Discord: what a test makes them do."""

from __future__ import annotations

from simcord.actors import MemberActor
from simcord.builders import UserHandle
from simcord.results import InteractionResult, ResponseMessage

from cogs.mentoring.browse.model import Ask
from cogs.mentoring.browse.store import AskStore
from tests.cogs.mentoring.town_life import GENERAL, ask, newcomer, offer, seasoned, shown, words
from tests.kit.town import Town


async def browsing(town: Town) -> tuple[MemberActor, MemberActor]:
    """A newcomer with a request and a seasoned colleague with an offer of one place."""
    mentee, mentor = await newcomer(town), await seasoned(town)
    await ask(town, mentee, "New here.")
    await offer(town, mentor)
    return mentee, mentor


async def browse(town: Town, actor: MemberActor) -> ResponseMessage:
    """Run /mentor browse and return the page."""
    return shown(await actor.slash(town.channel(GENERAL), "mentor browse"))


def listed(message: ResponseMessage | InteractionResult) -> str:
    """A page's text and fields."""
    found = shown(message) if isinstance(message, InteractionResult) else message
    [embed] = found.embeds
    return " ".join([words(found), *(f"{field.name} {field.value}" for field in embed.fields)])


def address_of(message: ResponseMessage, action: str) -> str:
    """The whole address on a card that does this."""
    addresses: list[str] = [part["custom_id"] for row in message.components for part in row["components"]]
    return next(each for each in addresses if each.split(":")[1] == action)


async def choose(actor: MemberActor | UserHandle, message: ResponseMessage, action: str, *values: str) -> None:
    """Choose from the list that does this."""
    await actor.select(message, list(values), custom_id=address_of(message, action))


async def asks_for(town: Town, mentee: MemberActor, mentor: MemberActor) -> str:
    """Go through /mentor browse to asking somebody; returns what is read at the end."""
    page = await browse(town, mentee)
    await choose(mentee, page, "look", str(town.person(mentor).id))
    await mentee.click(page, label="Ask to be my mentor")
    await town.settle()
    return words(page)


async def asks_by(town: Town, mentee: MemberActor) -> list[Ask]:
    """What somebody asked so far, the latest first."""
    async with town.network.read() as tx:
        return await AskStore(tx).by_mentee(town.person(mentee).id)
