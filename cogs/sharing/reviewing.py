"""What the reviewer's buttons and form do. The card shows words, never their author."""

from __future__ import annotations

from collections.abc import Mapping

from archive.consent import Contribution, accept, give_back, waiting_for
from archive.consent.rules import WordsChanged, edition_of
from bot.cards import Card
from bot.notices import Notices
from bot.people.store import PeopleStore
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.sharing import review_cards
from cogs.sharing.rules import NoReason, parse_target
from config.texts import Texts, texts_for


def register(actions: Actions) -> None:
    """Add the reviewer's actions to the feature's."""
    actions.on("accept")(let_out)
    actions.on("give_back")(ask_reason)
    actions.on("returned")(return_words)


def topic_labels(visit: Visit) -> Mapping[str, str]:
    """Return the network's topics by key."""
    return {topic.key: topic.label for topic in visit.network.community.topics}


async def let_out(visit: Visit, target: str) -> None:
    """Let the words into the next digest, tell their author, show the next ones."""
    steward = await visit.steward()
    contribution_id, edition = parse_target(target)
    async with visit.network.write() as tx:
        accepted = await accept(tx, steward.id, contribution_id, now=visit.now, edition=edition)
        if accepted.person_id is not None:
            t = await _texts_of(PeopleStore(tx), accepted.person_id)
            card = review_cards.accepted_notice(t, accepted.words)
            await Notices(tx).tell(accepted.person_id, "sharing.accepted", card, now=visit.now)
    await visit.update(await _next(visit, steward.id))


async def ask_reason(visit: Visit, target: str) -> None:
    """Open the form in which the reviewer says what to change."""
    steward = await visit.steward()
    contribution = await _waiting(visit, steward.id, target)
    await visit.ask(review_cards.return_form(visit.t, contribution))


async def return_words(visit: Visit, target: str) -> None:
    """Give the words back to their author with the reason."""
    steward = await visit.steward()
    reason = visit.answers.get("reason", "").strip()
    if not reason:
        raise NoReason
    contribution = await _waiting(visit, steward.id, target)
    async with visit.network.write() as tx:
        returned = await give_back(tx, steward.id, contribution.id, reason=reason, now=visit.now)
        if returned.person_id is not None:
            t = await _texts_of(PeopleStore(tx), returned.person_id)
            card = review_cards.returned_notice(t, returned)
            await Notices(tx).tell(returned.person_id, "sharing.returned", card, now=visit.now)
    await visit.reply(await _next(visit, steward.id))


async def _next(visit: Visit, steward_id: int) -> Card:
    async with visit.network.read() as tx:
        waiting = await waiting_for(tx, steward_id)
    return review_cards.review_card(visit.t, waiting, topic_labels(visit))


async def _waiting(visit: Visit, steward_id: int, target: str) -> Contribution:
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
