"""What a steward does with words that have their author's yes: accept them, or give them back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from archive.consent.model import Contribution
from archive.consent.panel import ReviewPanel
from archive.consent.rules import Act, NotYourReview, WordsChanged, edition_of, next_state
from archive.consent.store import ConsentStore
from archive.consent.words import sealed_reason
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.stewards import StewardStore
from config.texts import N_

DONE: Mapping[Act, str] = {
    "accept": N_("{actor} read a member's words and let them into the next digest."),
    "give_back": N_("{actor} read a member's words and gave them back to their author."),
    "decline": N_("{actor} read a member's words and turned them down."),
}


async def waiting_for(tx: Tx, reviewer_id: int, *, panel: ReviewPanel | None = None) -> list[Contribution]:
    """Return what this person may review, longest waiting first. Show the words only, never whose they are."""
    judges = panel or await ReviewPanel.load(tx)
    return [
        each
        for each in await ConsentStore(tx).in_states(["in_review"])
        if each.person_id is not None and judges.may_review(reviewer_id, each.person_id)
    ]


async def accept(
    tx: Tx,
    reviewer_id: int,
    contribution_id: int,
    *,
    now: datetime,
    edition: str | None = None,
    panel: ReviewPanel | None = None,
) -> Contribution:
    """Let the words into the next digest. `edition` is `edition_of` the words that were read.

    Raises `Gone`, `AlreadyDecided`, `NotYourReview`, `WordsChanged`.
    """
    return await _decide(tx, reviewer_id, contribution_id, "accept", now=now, edition=edition, panel=panel)


async def give_back(
    tx: Tx, reviewer_id: int, contribution_id: int, *, reason: str, now: datetime, panel: ReviewPanel | None = None
) -> Contribution:
    """Return the words to their author with a reason; a change and a new yes bring them again. Raises as `accept`."""
    return await _decide(tx, reviewer_id, contribution_id, "give_back", now=now, reason=reason, panel=panel)


async def decline(
    tx: Tx, reviewer_id: int, contribution_id: int, *, reason: str, now: datetime, panel: ReviewPanel | None = None
) -> Contribution:
    """Turn the words down for good, with a reason. Raises as `accept`."""
    return await _decide(tx, reviewer_id, contribution_id, "decline", now=now, reason=reason, panel=panel)


async def ask_reviews(tx: Tx, *, now: datetime) -> list[Contribution]:
    """Move what waited for an eligible reviewer into review, now that there is one; return what moved."""
    panel, store, moved = await ReviewPanel.load(tx), ConsentStore(tx), []
    for each in await store.in_states(["agreed"]):
        if each.person_id is not None and panel.reviewers_of(each.person_id):
            await store.set(each.id, state=next_state(each.state, "ask_review"), changed_at=now)
            moved.append(each)
    return moved


async def _decide(
    tx: Tx,
    reviewer_id: int,
    contribution_id: int,
    act: Act,
    *,
    now: datetime,
    panel: ReviewPanel | None,
    edition: str | None = None,
    reason: str | None = None,
) -> Contribution:
    store = ConsentStore(tx)
    before = await store.contribution(contribution_id)
    if before.person_id is None:
        raise Gone
    if not (panel or await ReviewPanel.load(tx)).may_review(reviewer_id, before.person_id):
        raise NotYourReview
    state = next_state(before.state, act)
    if edition is not None and edition != edition_of(before.words):
        raise WordsChanged
    if act != "accept":
        await store.forget_yeses(contribution_id)
    sealed = sealed_reason(tx, reason, person_id=before.person_id)
    await store.set(contribution_id, state=state, reason=sealed, reviewer_person_id=reviewer_id, changed_at=now)
    await StewardStore(tx).log(reviewer_id, DONE[act], None, now)  # not whose words: nobody is to learn that from it
    return await store.contribution(contribution_id)
