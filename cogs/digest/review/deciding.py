"""/digest review, and what the reviewer's buttons and forms do. The card shows words, never their author."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import discord
from discord import app_commands

from archive.consent import (
    Contribution,
    accept,
    decline,
    give_back,
    masked_for,
    offer_of,
    propose,
    purposes_of,
    waiting_for,
)
from archive.consent.rules import WordsChanged, edition_of, normalised
from archive.consent.targets import parse_target
from bot.cards import Address, Card
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.notices import Notices
from bot.people.store import PeopleStore
from bot.ui.actions import Actions
from bot.ui.bot import StaffroomBot
from bot.ui.returning import giving_back, giving_back_all
from bot.ui.visit import Visit
from cogs.digest.review import render
from cogs.digest.review.rules import NoReason, SameWords
from config.texts import N_, Texts, texts_for

PROPOSED = ("text", "reason")

actions = Actions("digest")


def register(group: app_commands.Group) -> None:
    """Add the command to the group ``/digest``: made anew for each client, which owns it from then on."""

    @group.command(name="review", description=N_("Stewards: read what may leave, without its author."))
    async def review(interaction: discord.Interaction[StaffroomBot]) -> None:
        visit = await Visit.of(interaction)
        steward = await visit.steward()
        await visit.reply(await next_card(visit, steward.id))


def topic_labels(visit: Visit) -> Mapping[str, str]:
    """Return the network's topics by key."""
    return {topic.key: visit.t.named(topic.label) for topic in visit.network.community.topics}


@actions.on("accept")
async def let_out(visit: Visit, target: str) -> None:
    """Let the words into the next digest, tell their author, show the next ones."""
    steward = await visit.steward()
    contribution_id, edition = parse_target(target)
    async with visit.network.write() as tx:
        accepted = await accept(tx, steward.id, contribution_id, now=visit.now, edition=edition)
        if accepted.person_id is not None:
            t = await _texts_of(PeopleStore(tx), accepted.person_id)
            purposes = (await purposes_of(tx, [accepted.id]))[accepted.id]
            card = render.accepted_notice(t, accepted.words, purposes)
            await Notices(tx).tell(accepted.person_id, "sharing.accepted", card, now=visit.now)
    await visit.update(await next_card(visit, steward.id, "accepted"))


@actions.on("give_back", opens_form=True)
async def ask_reason(visit: Visit, target: str) -> None:
    """Open the form in which the reviewer says what to change."""
    steward = await visit.steward()
    contribution = await waiting_here(visit, steward.id, target)
    await visit.ask(render.return_form(visit.t, contribution))


@actions.on("returned")
async def return_words(visit: Visit, target: str) -> None:
    """Give the words back to their author with the reason."""
    steward = await visit.steward()
    async with giving_back(visit, visit.answers.get("reason", ""), Address("digest", "return_again", target)):
        reason, contribution = _reason(visit), await waiting_here(visit, steward.id, target)
        async with visit.network.write() as tx:
            returned = await give_back(tx, steward.id, contribution.id, reason=reason, now=visit.now)
            await _tell(tx, visit, returned, "sharing.returned", render.returned_notice)
        await visit.reply(await next_card(visit, steward.id, "returned"))


@actions.on("propose", opens_form=True)
async def ask_words(visit: Visit, target: str) -> None:
    """Open the form in which the reviewer suggests other words."""
    steward = await visit.steward()
    await visit.ask(render.proposal_form(visit.t, await waiting_here(visit, steward.id, target)))


@actions.on("proposed")
async def propose_words(visit: Visit, target: str) -> None:
    """Suggest other words to their author, anonymized like all words."""
    steward = await visit.steward()
    await visit.wait()
    async with giving_back_all(visit, PROPOSED, Address("digest", "propose_again", target)):
        contribution = await waiting_here(visit, steward.id, target)
        text, reason = visit.answers.get("text", ""), visit.answers.get("reason", "").strip()
        if normalised(text) == normalised(contribution.words):
            raise SameWords
        async with visit.network.write() as tx:
            rewording = offer_of(await masked_for(tx, text))
            asked = (steward.id, contribution.id)
            returned = await propose(tx, *asked, rewording=rewording, reason=reason, now=visit.now)
            await _tell(tx, visit, returned, "sharing.proposed", _proposed_notice)
        await visit.reply(await next_card(visit, steward.id, "proposed"))


@actions.on("decline", opens_form=True)
async def ask_why(visit: Visit, target: str) -> None:
    """Open the form in which the reviewer says why words can't be used."""
    steward = await visit.steward()
    await visit.ask(render.decline_form(visit.t, await waiting_here(visit, steward.id, target)))


@actions.on("declined")
async def turn_down(visit: Visit, target: str) -> None:
    """Turn words down for good, and tell their author why."""
    steward = await visit.steward()
    async with giving_back(visit, visit.answers.get("reason", ""), Address("digest", "decline_again", target)):
        reason, contribution = _reason(visit), await waiting_here(visit, steward.id, target)
        async with visit.network.write() as tx:
            declined = await decline(tx, steward.id, contribution.id, reason=reason, now=visit.now)
            await _tell(tx, visit, declined, "sharing.declined", render.declined_notice)
        await visit.reply(await next_card(visit, steward.id, "declined"))


def _reason(visit: Visit) -> str:
    reason = visit.answers.get("reason", "").strip()
    if not reason:
        raise NoReason
    return reason


def _proposed_notice(t: Texts, contribution: Contribution) -> Card:
    if contribution.proposal is None:
        raise Gone
    return render.proposed_notice(t, contribution, contribution.proposal)


async def _tell(
    tx: Tx, visit: Visit, contribution: Contribution, kind: str, notice: Callable[[Texts, Contribution], Card]
) -> None:
    if contribution.person_id is not None:
        t = await _texts_of(PeopleStore(tx), contribution.person_id)
        await Notices(tx).tell(contribution.person_id, kind, notice(t, contribution), now=visit.now)


async def next_card(visit: Visit, steward_id: int, decided: render.Decided | None = None) -> Card:
    """Return the first of what waits for this steward, and what became of the words before it."""
    async with visit.network.read() as tx:
        waiting = await waiting_for(tx, steward_id)
        first = [each.id for each in waiting[:1]]
        purposes = await purposes_of(tx, first)
    given = purposes[first[0]] if first else frozenset()
    return render.review_card(visit.t, waiting, topic_labels(visit), given, decided)


async def waiting_here(visit: Visit, steward_id: int, target: str) -> Contribution:
    """Return what this reviewer may decide, in the edition that the card shows; raises `WordsChanged`."""
    contribution_id, edition = parse_target(target)
    async with visit.network.read() as tx:
        waiting = await waiting_for(tx, steward_id)
    for each in waiting:
        if each.id == contribution_id and edition_of(each.words) == edition:
            return each
    raise WordsChanged


async def _texts_of(people: PeopleStore, person_id: int) -> Texts:
    person = await people.person(person_id)
    return texts_for(person.locale if person is not None else "en")
