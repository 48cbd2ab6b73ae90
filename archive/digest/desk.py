"""The steward's desk, without Discord: build an edition, say that members saw it, read it as it stands.

The commands in Discord, the command line and the demo call the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple, cast

from archive import consent
from archive.consent.reading import KeyOf
from archive.digest.counting import counted_besides, counts_of, silent_voices, told_by_words
from archive.digest.facts import month_facts
from archive.digest.model import Draft, Edition, Kind, Month, Voice
from archive.digest.months import checked_month
from archive.digest.revise import revise
from archive.digest.states import AlreadyApproved, AlreadySent
from archive.digest.store import EditionStore, KeptEdition
from archive.digest.told import Earlier, Told
from archive.digest.trends import MOST_MONTHS
from bot.database.network import Also, Network
from bot.database.transaction import Tx
from bot.house import House
from config.community import Community
from config.texts import N_

BUILT = N_("{actor} built the digest for {about}.")


class Behind(NamedTuple):
    """Whom an edition counts: contributions, and issues that are counted without their words."""

    contributions: frozenset[int]
    issues: frozenset[int]


async def build_month(
    house: House, network: Network, month: str, *, now: datetime, notice: str = "", also: Also | None = None
) -> Edition:
    """Build, or build anew, the edition of a month (``YYYY-MM``) from what may be published.

    `notice` is shown above everything. `also` is written in the same transaction: who built it, where somebody did.
    Raises `NotAMonth`, and `AlreadyApproved` where a steward has said yes.
    """
    async with network.read() as tx:
        await _check_open(tx, checked_month(month))
        voices = await waiting_voices(house, network, tx, month)
        facts = await month_facts(tx, network, month, notice)
        facts = replace(facts, earlier=await told_before(house, network, tx, month))
    draft = await house.workers.run(draft_of, voices, facts, network.community)
    async with network.write() as tx:
        await _check_open(tx, month)
        await keep_draft(tx, draft, now=now)
        if also is not None:
            await also(tx)
    return draft.edition


async def keep_draft(tx: Tx, draft: Draft, *, now: datetime) -> int:
    """Keep an edition; from now on the rows of the words it prints name nobody. Returns its id."""
    printed = {said.contribution_id for theme in draft.edition.themes for said in theme.statements}
    await consent.take_names_off(tx, printed)
    return await EditionStore(tx).keep(draft, now=now)


async def waiting_voices(house: House, network: Network, tx: Tx, month: str) -> list[Voice]:
    """Return what may be told and was not told yet: words, and those who are counted without theirs."""
    held_over, key_of = network.community.publication.months_held_over, keys_of(house, network)
    found = await consent.publishable(tx, month, key_of=key_of, months_held_over=held_over)
    taken = await EditionStore(tx).spoken_for(besides=month)
    told = await told_by_words(tx) | await counted_besides(tx, month)
    silent = [voice for voice in await silent_voices(tx, key_of=key_of) if voice.id not in told]
    return _voices(each for each in found if each.contribution_id not in taken) + silent


def draft_of(voices: list[Voice], month: Month, community: Community) -> Draft:
    """Build with the network's grouping of texts: heavy, for the worker process."""
    from archive.digest.build import build  # noqa: PLC0415 -- loads scikit-learn, which only the worker needs
    from bot.text.crowds import group_crowd  # noqa: PLC0415 -- the same

    return build(voices, month, community, group_crowd)


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
) -> tuple[Edition, Behind]:
    """Return an edition with only what has a live yes at this moment, and whom it counts now.

    `key_of` spares reading the authors' keys from disk again within a write.
    """
    voices, counted = await EditionStore(tx).voices(kept.id), await counts_of(tx, kept.id)
    wanted = [voice for theme in voices.values() for voice in theme]
    keys = key_of or keys_of(house, network)
    still = _voices(await consent.still_publishable(tx, wanted, key_of=keys))
    issues = {issue for theme in counted.values() for issue in theme}
    silent = await silent_voices(tx, key_of=keys, only=issues) if issues else []
    edition = revise(
        kept.edition,
        voices,
        [*still, *silent],
        network.community.publication,
        was_sent=kept.state == "sent",
        counted=counted,
    )
    return edition, Behind(_present(edition, voices, still), _present(edition, counted, silent))


async def told_before(house: House, network: Network, tx: Tx, month: str = "9999-12") -> Earlier:
    """Return what the editions sent before a month tell now: what was taken back since is gone from them."""
    key_of, community = keys_of(house, network), network.community
    sent = [kept for kept in await EditionStore(tx).in_state("sent") if kept.month < month][-MOST_MONTHS:]
    told: list[Told] = []
    for kept in sent:
        edition, _ = await standing(house, network, tx, kept, key_of=key_of)
        for theme in edition.themes:
            known = community.topic(theme.topic)
            label = known.label if known is not None else theme.topic
            told.append(Told(kept.month, theme.kind, theme.topic, label, theme.band, theme.place))
    return Earlier(tuple(kept.month for kept in sent), tuple(told))


def _present(edition: Edition, listed: Mapping[str, Iterable[int]], still: Iterable[Voice]) -> frozenset[int]:
    present = {voice.id for voice in still}
    return frozenset(each for theme in edition.themes for each in listed.get(theme.key, ()) if each in present)


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
            region=each.region or "",
            language=each.language,
            yes=each.yes,
        )
        for each in statements
    ]


async def _check_open(tx: Tx, month: str) -> None:
    store = EditionStore(tx)
    if await store.exists(month) and (state := (await store.of_month(month)).state) != "built":
        raise AlreadySent(month) if state == "sent" else AlreadyApproved(month)
