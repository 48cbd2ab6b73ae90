"""What an author does: offer, change the words, say yes, take it back. Buttons and imports call these alike.

`key` is the author's data key (`Keyring.person_key`), under which a yes is written down.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from archive.consent.model import Contribution, Offer
from archive.consent.panel import ReviewPanel
from archive.consent.rules import (
    ASKED,
    KINDS,
    PURPOSES_FOR_WORDS,
    WordsChanged,
    Yes,
    fingerprint,
    month_of,
    next_state,
    normalised,
)
from archive.consent.store import ConsentStore
from archive.consent.words import NO_WORDS, named, sealed_offer
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.store import PeopleStore


async def offer(tx: Tx, offered: Offer, *, person_id: int, now: datetime) -> Contribution:
    """Keep masked words that await their author's yes, and until then what was typed.

    Site, district and region are the author's today. Raises `NoWords`, `TooManyWords`.
    """
    site_id, district, region = await _place(tx, person_id)
    store = ConsentStore(tx)
    contribution_id = await store.add(
        person_id=person_id,
        issue_id=offered.issue_id,
        **sealed_offer(tx, offered, person_id=person_id),
        language=offered.language,
        kind=offered.kind if offered.kind in KINDS else "concern",
        topic=offered.topic,
        site_id=site_id,
        district=district,
        region=region,
        month=month_of(now),
        state="offered",
        offered_at=now,
        changed_at=now,
    )
    return await store.contribution(contribution_id, person_id=person_id)


async def change_words(tx: Tx, contribution_id: int, offered: Offer, *, person_id: int, now: datetime) -> Contribution:
    """Replace the words: every earlier yes is void and a new one is needed. Raises `Gone`, `AlreadyDecided`."""
    store = ConsentStore(tx)
    before = await store.contribution(contribution_id, person_id=person_id)
    state = next_state(before.state, "edit")
    await store.forget_yeses(contribution_id)
    await store.set(
        contribution_id,
        **named(before, person_id=person_id),
        **sealed_offer(tx, offered, person_id=person_id),
        proposed=None,
        reason=None,
        language=offered.language,
        state=state,
        changed_at=now,
    )
    return await store.contribution(contribution_id, person_id=person_id)


async def describe(
    tx: Tx, contribution_id: int, *, person_id: int, kind: str | None = None, topic: str | None = None
) -> Contribution:
    """Set kind or topic before the yes. Raises `Gone`, and `AlreadyDecided` once a yes was given."""
    store = ConsentStore(tx)
    before = await store.contribution(contribution_id, person_id=person_id)
    next_state(before.state, "agree")
    after = replace(before, kind=kind if kind in KINDS else before.kind, topic=topic or before.topic)
    await store.set(contribution_id, kind=after.kind, topic=after.topic)
    return after


async def agree(
    tx: Tx,
    contribution_id: int,
    *,
    key: bytes,
    person_id: int,
    words: str,
    now: datetime,
    purposes: Collection[str] = ("digest",),
    panel: ReviewPanel | None = None,
) -> Contribution:
    """Keep the author's yes to exactly `words`, one consent per purpose; what was typed is erased.

    The contribution is then *in review*, or stays *agreed* while nobody may review it. `panel` saves reading it anew
    in an import. Raises `Gone`, `AlreadyDecided`, `WordsChanged`; `ValueError` where no purpose for words is named.
    """
    if not PURPOSES_FOR_WORDS.intersection(purposes):
        raise ValueError("a yes needs a purpose")
    store = ConsentStore(tx)
    before = await store.contribution(contribution_id, person_id=person_id)
    state = next_state(before.state, "agree")
    if normalised(words) != normalised(before.words):
        raise WordsChanged
    await _keep_yeses(store, before, purposes, key=key, person_id=person_id, now=now)
    if (panel or await ReviewPanel.load(tx)).reviewers_of(person_id):
        state = next_state(state, "ask_review")
    await store.set(contribution_id, original=None, state=state, month=month_of(now), changed_at=now)
    return await store.contribution(contribution_id, person_id=person_id)


async def take_up(
    tx: Tx, contribution_id: int, *, key: bytes, person_id: int, words: str, now: datetime
) -> Contribution:
    """Keep the author's yes to a reviewer's rewording, exactly `words`, for the purposes of the yes before.

    They are reviewed like every text. Raises `Gone` where none is proposed, `AlreadyDecided`, `WordsChanged`.
    """
    store = ConsentStore(tx)
    before = await store.contribution(contribution_id, person_id=person_id)
    state = next_state(before.state, "take_up")
    if before.proposal is None:
        raise Gone
    if normalised(words) != normalised(before.proposal.words):
        raise WordsChanged
    await store.forget_yeses(contribution_id)
    offered = Offer(before.proposal.words, "", language=before.language, held=before.proposal.held)
    agreed_to = {**sealed_offer(tx, offered, person_id=person_id), "original": None, "proposed": None, "reason": None}
    await store.set(contribution_id, **agreed_to, month=month_of(now))
    taken = await store.contribution(contribution_id, person_id=person_id)
    await _keep_yeses(store, taken, before.proposal.purposes, key=key, person_id=person_id, now=now)
    if (await ReviewPanel.load(tx)).reviewers_of(person_id):
        state = next_state(state, "ask_review")
    await store.set(contribution_id, state=state, changed_at=now)
    return await store.contribution(contribution_id, person_id=person_id)


async def _keep_yeses(
    store: ConsentStore,
    contribution: Contribution,
    purposes: Collection[str],
    *,
    key: bytes,
    person_id: int,
    now: datetime,
) -> None:
    words, language = contribution.words, contribution.language
    for purpose in sorted(PURPOSES_FOR_WORDS.intersection(purposes)):
        mark = fingerprint(key, words, language=language, purpose=purpose, wording=ASKED[purpose])
        yes = Yes(purpose, language, ASKED[purpose], mark)
        await store.add_yes(yes, person_id=person_id, contribution_id=contribution.id, now=now)


async def withdraw(tx: Tx, contribution_id: int, *, person_id: int, now: datetime) -> Contribution:
    """Take the words back: they and every yes are erased here. After sending the state is *recalled*.

    Raises `Gone`, `AlreadyDecided` (it was taken back before).
    """
    store = ConsentStore(tx)
    before = await store.contribution(contribution_id, person_id=person_id)
    state = next_state(before.state, "withdraw")
    await store.forget_yeses(contribution_id)
    await store.set(contribution_id, **NO_WORDS, state=state, changed_at=now)
    return await store.contribution(contribution_id, person_id=person_id)


async def drop(tx: Tx, contribution_id: int, *, person_id: int) -> None:
    """Forget an offer that its author never said yes to. Raises `Gone`, `AlreadyDecided`."""
    store = ConsentStore(tx)
    before = await store.contribution(contribution_id, person_id=person_id)
    next_state(before.state, "agree")
    await store.remove(contribution_id)


async def typed(tx: Tx, contribution_id: int, *, person_id: int) -> tuple[str, list[tuple[str, str]]]:
    """Return what its author typed and what was masked in it, while it is kept (until the yes). Raises `Gone`."""
    kept = await ConsentStore(tx).original(contribution_id, person_id=person_id)
    if kept is None:
        raise Gone
    return kept


async def _place(tx: Tx, person_id: int) -> tuple[int | None, str | None, str | None]:
    people = PeopleStore(tx)
    person = await people.person(person_id)
    site = await people.site(person.site_id) if person is not None and person.site_id is not None else None
    return (site.id, site.district, site.region) if site is not None else (None, None, None)
