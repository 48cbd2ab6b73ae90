"""Members read an approved edition in their digest channels before anybody else does."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from archive.digest.desk import mark_shown, standing
from archive.digest.store import EditionStore, KeptEdition
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.house import House
from bot.outbox import Outbox
from bot.people.school import school_calendar
from bot.visibility.admission.spaces import SpaceStore
from cogs.digest import approving_cards
from cogs.digest.edition_cards import portions
from config.texts import texts_for

SHOW = "digest.show"
LATE = timedelta(hours=1)  # a post that comes later has taken some of its readers' time


async def show(house: House, network: Network, tx: Tx, month: str, *, now: datetime) -> KeptEdition:
    """Post an approved edition into every digest channel, and start the time in which words can be taken back.

    The time stands still in school breaks: who is away cannot take anything back.
    It is posted once for each approval, which its state sees to: after an approval was taken back, members read what
    another one sends, and have the whole time again. Without a digest channel nothing happens: the edition stays
    approved, and so unsent. What is owed holds no words: they are read when they are posted. Raises `NoEdition`.
    """
    kept = await EditionStore(tx).of_month(month)
    spaces = await SpaceStore(tx).all("digest")
    if kept.state != "approved" or not spaces:
        return kept
    edition, _ = await standing(house, network, tx, kept)
    due_at = await _time_is_over(network, tx, now)
    shown = portions(texts_for(edition.language), edition)
    for space in spaces:
        times = {"shown_at": now.isoformat(), "due_at": due_at.isoformat()}
        about = {"edition_id": kept.id, "channel_id": space.channel_id, **times}
        for number, portion in enumerate(shown):
            key = f"{_shown(kept.id, now)}{space.channel_id}:{number}"
            facts = {**about, "theme": portion.theme, "statements": portion.statements}
            await Outbox(tx).carry_out(SHOW, facts, destination=f"channel:{space.channel_id}", now=now, key=key)
    return await mark_shown(tx, month, due_at=due_at, now=now)


async def wait_for_readers(network: Network, tx: Tx, kept: KeptEdition, *, now: datetime) -> None:
    """Let members' time begin again, each hour, while a channel waits for what they are to read in it.

    A post that was given up is a steward's to decide about and holds nothing up.
    """
    if kept.shown_at is None or kept.due_at is None:
        return
    due_at = await _time_is_over(network, tx, now)
    if due_at - kept.due_at >= LATE and await Outbox(tx).is_under_way(_shown(kept.id, kept.shown_at)):
        await EditionStore(tx).set(kept.id, due_at=due_at)


async def _time_is_over(network: Network, tx: Tx, since: datetime) -> datetime:
    hours = timedelta(hours=network.community.publication.preview_hours)
    return (await school_calendar(tx, network.community)).due_after(since, hours)


def _shown(edition_id: int, shown_at: datetime) -> str:
    """Return what the keys of all posts begin with that one approval brought about."""
    return f"digest.shown:{edition_id}:{shown_at:%Y%m%dT%H%M%S.%f}:"


async def say_held_back(network: Network, tx: Tx, kept: KeptEdition, *, now: datetime) -> None:
    """Say in every digest channel that what members could read does not go out for now."""
    line = network.community.safety.line
    for space in await SpaceStore(tx).all("digest"):
        key = f"digest.held:{kept.id}:{now:%Y%m%dT%H%M%S.%f}:{space.channel_id}"
        words = partial(approving_cards.held_back_in_channel, month=kept.month, safety_line=line)
        await Outbox(tx).say(space.channel_id, words, now=now, key=key)
