"""The steward's desk, without Discord: build an edition, approve it, say that members saw it, read it as it stands.

The commands in Discord, the command line and the demo call the same functions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import cast

from archive import consent
from archive.consent.reading import KeyOf
from archive.digest.model import Draft, Edition, Kind, Month, Recall, Voice
from archive.digest.months import checked_month
from archive.digest.revise import revise
from archive.digest.states import AlreadyApproved, AlreadySent, Overtaken
from archive.digest.store import EditionStore, KeptEdition
from archive.responses.store import ResponseStore
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.house import House
from bot.people.stewards import StewardStore
from config.community import Community
from config.texts import N_


@dataclass(frozen=True)
class Built:
    """What building came to."""

    edition: Edition
    held: int  # contributions that wait for more voices


async def build_month(house: House, network: Network, month: str, *, now: datetime, notice: str = "") -> Built:
    """Build, or build anew, the edition of a month (``YYYY-MM``) from what may be published.

    `notice` is shown above everything. Raises `NotAMonth`, and `AlreadyApproved` where a steward has said yes.
    """
    rule = network.community.publication
    async with network.read() as tx:
        await _check_open(tx, checked_month(month))
        found = await consent.publishable(
            tx, month, key_of=keys_of(house, network), months_held_over=rule.months_held_over
        )
        taken = await EditionStore(tx).spoken_for(besides=month)
        facts = await _facts(tx, network, month, notice)
    voices = _voices(statement for statement in found if statement.contribution_id not in taken)
    draft = await house.workers.run(draft_of, voices, facts, network.community)
    async with network.write() as tx:
        await _check_open(tx, month)
        await EditionStore(tx).keep(draft, now=now)
    return Built(draft.edition, len(draft.held))


def draft_of(voices: list[Voice], month: Month, community: Community) -> Draft:
    """Build with the network's grouping of texts: heavy, for the worker process."""
    from archive.digest.build import build  # noqa: PLC0415 -- loads scikit-learn, which only the worker needs
    from bot.text.grouping import group_texts  # noqa: PLC0415 -- the same

    return build(voices, month, community, lambda texts: [group.members for group in group_texts(texts)])


async def approve(tx: Tx, month: str, *, person_id: int | None, now: datetime) -> KeptEdition:
    """Keep a steward's yes (None: the host's) to an edition, once, in the log that members read.

    Raises `NoEdition`, `AlreadyApproved`, and `Overtaken` where another month took some of its voices.
    """
    store = EditionStore(tx)
    kept = await store.of_month(month)
    if kept.state != "built":
        raise AlreadyApproved(month)
    voices = {voice for theme in (await store.voices(kept.id)).values() for voice in theme}
    if voices & await store.spoken_for(besides=month):
        raise Overtaken(month)
    await store.set(kept.id, state="approved", approved_at=now, approved_by_person_id=person_id)
    await StewardStore(tx).log(person_id, N_("{actor} approved the digest for {about}."), month, now)
    return await store.of_month(month)


async def mark_shown(tx: Tx, month: str, *, due_at: datetime, now: datetime) -> KeptEdition:
    """Say that members can read an approved edition from now on, and when it may be sent."""
    store = EditionStore(tx)
    kept = await store.of_month(month)
    if kept.state == "approved":
        await store.set(kept.id, state="shown", shown_at=now, due_at=due_at)
    return await store.of_month(month)


def keys_of(house: House, network: Network) -> KeyOf:
    """Return what gives the authors' data keys, each read from disk once."""
    return cache(partial(house.keys.person_key, network.id))


async def standing(
    house: House, network: Network, tx: Tx, kept: KeptEdition, *, key_of: KeyOf | None = None
) -> tuple[Edition, frozenset[int]]:
    """Return an edition with only what has a live yes at this moment, and the contributions it counts now.

    `key_of` spares reading the authors' keys from disk again within a write.
    """
    voices = await EditionStore(tx).voices(kept.id)
    wanted = [voice for theme in voices.values() for voice in theme]
    found = await consent.still_publishable(tx, wanted, key_of=key_of or keys_of(house, network))
    still = _voices(found)
    was_sent = kept.state == "sent"
    edition = revise(kept.edition, voices, still, network.community.publication, was_sent=was_sent)
    present = {voice.id for voice in still}
    return edition, frozenset(v for theme in edition.themes for v in voices[theme.key] if v in present)


def _voices(statements: Iterable[consent.Statement]) -> list[Voice]:
    return [
        Voice(
            id=each.contribution_id,
            words=each.words,
            kind=cast("Kind", each.kind),
            topic=each.topic,
            person_id=each.person_id,
            site_id=each.site_id,
            month=each.month,
            district=each.district or "",
            language=each.language,
        )
        for each in statements
    ]


async def _check_open(tx: Tx, month: str) -> None:
    store = EditionStore(tx)
    if await store.exists(month) and (state := (await store.of_month(month)).state) != "built":
        raise AlreadySent(month) if state == "sent" else AlreadyApproved(month)


async def _facts(tx: Tx, network: Network, month: str, notice: str) -> Month:
    last = await EditionStore(tx).latest_sent(before=month)
    if last is None or last.sent_at is None:
        return Month(network.name, month, notice=notice)
    gone = await consent.recalls(tx, since=last.sent_at)
    answered = await ResponseStore(tx).answered(await EditionStore(tx).in_state("sent"), since=last.sent_at)
    return Month(network.name, month, answered=tuple(answered), recalls=await _recalls(tx, gone), notice=notice)


async def _recalls(tx: Tx, gone: Collection[int]) -> tuple[Recall, ...]:
    return tuple(
        Recall(kept.month, theme.title)
        for kept in await EditionStore(tx).in_state("sent")
        for theme in kept.edition.themes
        for said in theme.statements
        if said.contribution_id in gone
    )
