"""What a steward does with words that have their author's yes: accept, give back, propose others, turn down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from archive.consent.model import Contribution, Offer, Proposal
from archive.consent.panel import ReviewPanel
from archive.consent.rules import PURPOSES_FOR_WORDS, Act, NotYourReview, WordsChanged, edition_of, next_state
from archive.consent.store import ConsentStore
from archive.consent.words import sealed_proposal, sealed_reason
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.stewards import StewardStore
from config.texts import N_

DONE: Mapping[Act, str] = {
    "accept": N_("{actor} read a member's words and let them into the next digest."),
    "give_back": N_("{actor} read a member's words and gave them back to their author."),
    "propose": N_("{actor} read a member's words and suggested other words to their author."),
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
    """Let the words out as far as their author said yes: into the next digest, or into the archive at once.

    `edition` is `edition_of` the words that were read.
    Raises `Gone`, `AlreadyDecided`, `NotYourReview`, `WordsChanged`.
    """
    accepted = await _decide(tx, reviewer_id, contribution_id, "accept", now=now, edition=edition, panel=panel)
    store = ConsentStore(tx)
    given = (await store.yeses([contribution_id])).get(contribution_id, [])
    if any(yes.purpose == "archive" for yes in given):
        await store.enter_archive(contribution_id)
        return await store.contribution(contribution_id)
    return accepted


async def give_back(
    tx: Tx, reviewer_id: int, contribution_id: int, *, reason: str, now: datetime, panel: ReviewPanel | None = None
) -> Contribution:
    """Return the words to their author with a reason; a change and a new yes bring them again. Raises as `accept`."""
    return await _decide(tx, reviewer_id, contribution_id, "give_back", now=now, reason=reason, panel=panel)


async def propose(
    tx: Tx,
    reviewer_id: int,
    contribution_id: int,
    *,
    rewording: Offer,
    reason: str = "",
    now: datetime,
    panel: ReviewPanel | None = None,
) -> Contribution:
    """Return the words to their author with a masked rewording, which one click takes up. Raises as `accept`.

    The yes to the words before is void; for what it was is kept with the rewording. Raises `NoWords`, `TooManyWords`.
    """
    store = ConsentStore(tx)
    given = (await store.yeses([contribution_id])).get(contribution_id, [])
    purposes = frozenset(purpose for purpose in PURPOSES_FOR_WORDS if any(yes.purpose == purpose for yes in given))
    returned = await _decide(tx, reviewer_id, contribution_id, "propose", now=now, reason=reason, panel=panel)
    assert returned.person_id is not None  # noqa: S101 -- narrows the type: words without an author are decided no more
    proposal = Proposal(rewording.words, tuple(rewording.held), purposes)
    await store.set(contribution_id, proposed=sealed_proposal(tx, proposal, person_id=returned.person_id))
    return await store.contribution(contribution_id)


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
    await store.set(
        contribution_id, state=state, reason=sealed, proposed=None, reviewer_person_id=reviewer_id, changed_at=now
    )
    await StewardStore(tx).log(reviewer_id, DONE[act], None, now)  # not whose words: nobody is to learn that from it
    return await store.contribution(contribution_id)
