"""The words that an author types: anonymized and asked about, or given back where they cannot be taken."""

from __future__ import annotations

from dataclasses import replace

from archive.consent.rules import next_state
from archive.consent.store import ConsentStore
from archive.consent.targets import parse_target
from bot.cards import Address, Form
from bot.errors import Refusal
from bot.people.model import Person
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from cogs.sharing import offer_cards
from cogs.sharing.offering import change_text, offer_text


def register(actions: Actions) -> None:
    """Add what these forms do."""
    actions.on("offer")(offer_words)
    actions.on("changed")(changed)
    actions.on("again_with", opens_form=True)(write_again)


async def offer_words(visit: Visit, target: str) -> None:
    """Show what was typed, anonymized, and ask."""
    words = visit.answers.get("text", "")
    async with giving_back(visit, words, Address("sharing", "again_with", target)):
        person = await visit.person()
        await visit.wait()
        await visit.reply(await offer_text(visit, person, words))


async def changed(visit: Visit, target: str) -> None:
    """Anonymize the changed words and ask again."""
    words = visit.answers.get("text", "")
    async with giving_back(visit, words, Address("sharing", "again_with", target)):
        person = await visit.person()
        contribution_id, _ = parse_target(target)
        await visit.wait()
        await visit.reply(await change_text(visit, person, contribution_id, words))


async def write_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back: of the same offer while it can be changed, else of a new one."""
    person, words = await visit.person(), await returned_words(visit)
    await visit.ask(await _form(visit, person, target, words))


async def _form(visit: Visit, person: Person, target: str, words: str) -> Form:
    if target:
        contribution_id, _ = parse_target(target)
        try:
            async with visit.network.read() as tx:
                contribution = await ConsentStore(tx).contribution(contribution_id, person_id=person.id)
            next_state(contribution.state, "edit")
        except Refusal:
            return offer_cards.new_form(visit.t, words)
        return offer_cards.change_form(visit.t, replace(contribution, words=words))
    return offer_cards.new_form(visit.t, words)
