"""Everybody whom a change of a webinar concerns, each told once."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.notices.telling import tell_people
from cogs.webinars.attending.store import PlaceStore
from cogs.webinars.changing import render
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.store import WebinarStore
from cogs.webinars.telling import tell_audience, tell_makers

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.notices.telling import Words
    from cogs.webinars.model import Webinar


async def tell_everyone(tx: Tx, webinar: Webinar, kind: str, words: Words, *, now: datetime) -> None:
    """Post in the room and the team's thread, and tell privately whoever has a place, waits for one or works on it."""
    key = f"{kind}:{webinar.id}:{webinar.sequence}"
    await tell_audience(tx, webinar.audience, words, now=now, key=f"{key}:room")
    await tell_makers(tx, webinar, words, now=now, key=f"{key}:team")
    proposal = await ProposalStore(tx).of_webinar(webinar.id)
    places = PlaceStore(tx)
    concerned = {*await places.holders(webinar.id), *await places.queue(webinar.id)}
    await tell_people(tx, concerned | (proposal.team if proposal else frozenset()), kind, words, now=now, key=key)


async def tell_of_new_file(tx: Tx, webinar_id: int, now: datetime) -> None:
    """Tell whoever has a place that their calendar file holds more than the one they have."""
    webinar = await WebinarStore(tx).webinar(webinar_id)
    if webinar is not None:
        words, key = partial(render.new_file, webinar=webinar), f"webinars.file:{webinar.id}:{webinar.sequence}"
        await tell_people(tx, await PlaceStore(tx).holders(webinar_id), "webinars.file", words, now=now, key=key)
