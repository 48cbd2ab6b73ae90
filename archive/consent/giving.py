"""What an author does: offer, change the words, say yes, take it back. Buttons and imports call these alike.

`key` is the author's data key (`Keyring.person_key`), under which a yes is written down.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from archive.consent.model import Contribution, Offer
from archive.consent.panel import ReviewPanel
from archive.consent.rules import (
    KINDS,
    PURPOSES_FOR_WORDS,
    WORDING,
    WordsChanged,
    Yes,
    fingerprint,
    next_state,
    normalised,
)
from archive.consent.store import ConsentStore
from archive.consent.words import NO_WORDS, sealed_offer
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
        **sealed_offer(tx, offered, person_id=person_id),
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
    for purpose in sorted(PURPOSES_FOR_WORDS.intersection(purposes)):
        mark = fingerprint(key, before.words, language=before.language, purpose=purpose, wording=WORDING)
        yes = Yes(purpose, before.language, WORDING, mark)
        await store.add_yes(yes, person_id=person_id, contribution_id=contribution_id, now=now)
    if (panel or await ReviewPanel.load(tx)).reviewers_of(person_id):
        state = next_state(state, "ask_review")
    await store.set(contribution_id, original=None, state=state, month=month_of(now), changed_at=now)
    return await store.contribution(contribution_id, person_id=person_id)


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


async def count_me(tx: Tx, issue_id: int, *, key: bytes, person_id: int, now: datetime) -> None:
    """Keep an author's yes to be counted with this issue, without its words; a second yes changes nothing."""
    store = ConsentStore(tx)
    if not await store.counts(issue_id=issue_id, person_id=person_id):
        yes = Yes("count", "", WORDING, count_mark(key, issue_id))
        await store.add_yes(yes, person_id=person_id, issue_id=issue_id, now=now)


async def count_me_out(tx: Tx, issue_id: int, *, person_id: int) -> None:
    """Take a yes to be counted back."""
    await ConsentStore(tx).forget_count(person_id=person_id, issue_id=issue_id)


async def typed(tx: Tx, contribution_id: int, *, person_id: int) -> tuple[str, list[tuple[str, str]]]:
    """Return what its author typed and what was masked in it, while it is kept (until the yes). Raises `Gone`."""
    kept = await ConsentStore(tx).original(contribution_id, person_id=person_id)
    if kept is None:
        raise Gone
    return kept


def count_mark(key: bytes, issue_id: int) -> str:
    """Return the fingerprint of a yes to be counted with this issue."""
    return fingerprint(key, str(issue_id), language="", purpose="count", wording=WORDING)


def is_counted(key: bytes, issue_id: int, mark: str) -> bool:
    """Say whether a mark is this person's yes to be counted with this issue."""
    return hmac.compare_digest(mark, count_mark(key, issue_id))


def month_of(instant: datetime) -> str:
    """Return the month of an instant (UTC) as ``YYYY-MM``."""
    return f"{instant:%Y-%m}"


async def _place(tx: Tx, person_id: int) -> tuple[int | None, str | None, str | None]:
    people = PeopleStore(tx)
    person = await people.person(person_id)
    site = await people.site(person.site_id) if person is not None and person.site_id is not None else None
    return (site.id, site.district, site.region) if site is not None else (None, None, None)
