"""Stewards learn of mails that came back, each once; and, once, that the mailbox cannot be read."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from archive.bounces.addressees import named
from archive.bounces.mailbox import UNREADABLE, name_of, read_mailbox
from archive.bounces.noting import LOOKED_BACK, Bounce, note_bounces
from archive.bounces.reasons import explain
from archive.bounces.store import Look, LookStore
from bot.cards import Card
from bot.notices.telling import tell_stewards
from cogs.digest.render import plain
from config.texts import Texts

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)
TOLD = "digest.bounced"  # the kind of notice
PATIENCE = timedelta(hours=1)  # a mailbox that cannot be read for shorter mends itself


async def look_for_bounces(house: House, network: Network, now: datetime) -> None:
    """Read what came into the mailbox since the last look; without a mailbox nothing is seen (`staffroom doctor`)."""
    if house.settings.bounce_imap_url is None:
        return
    url = house.settings.bounce_imap_url.get_secret_value()
    mailbox = name_of(url)
    async with network.read() as tx:
        last = await LookStore(tx).last(mailbox)
    try:
        mails, place = await asyncio.to_thread(read_mailbox, url, last.place, (now - LOOKED_BACK).date())
    except UNREADABLE as error:
        await _failed(network, mailbox, last, type(error).__name__, now)
        return
    async with network.write() as tx:
        for bounce in await note_bounces(tx, mails, now=now):
            words, key = partial(bounce_card, bounce=bounce), f"digest.bounced:{bounce.key}"
            await tell_stewards(tx, TOLD, words, now=now, key=key)
        if Look(place) != last:
            await LookStore(tx).keep(mailbox, Look(place))


async def _failed(network: Network, mailbox: str, last: Look, kind: str, now: datetime) -> None:
    """Remember since when it fails; told once it has failed for an hour, and not again before it has worked."""
    since = last.failing_since or now
    async with network.write() as tx:
        if last.failing_since is None:
            log.warning("the mailbox for reports of undelivered mail can't be read: %s", kind)
            await LookStore(tx).keep(mailbox, Look(last.place, now))
        if now - since >= PATIENCE:
            await tell_stewards(tx, TOLD, unread_card, now=now, key=f"digest.unread:{since:%Y-%m-%dT%H:%M}")


def bounce_card(t: Texts, bounce: Bounce) -> Card:
    """Return what a steward reads of a mail that came back."""
    why = explain(bounce.status, t)
    if bounce.is_colleague:
        line = t(
            "The mail to a colleague whom {name} asked to help came back, so the colleague has no link.",
            name=plain(named(bounce.recipient)),
        )
    else:
        line = t("The mail to {name} came back, so they have not read it.", name=plain(named(bounce.recipient)))
    return Card(title=t("A mail about the digest came back"), text=f"{line}\n{why}")


def unread_card(t: Texts) -> Card:
    """Return what a steward reads while nobody can see which mails came back."""
    text = t(
        "The mailbox that undelivered mail is reported to can't be read for an hour now, so I can't tell whether every "
        "office got the digest. Tell the host: staffroom doctor shows what is wrong. I keep trying; nothing is lost."
    )
    return Card(title=t("I can't see which mails came back"), text=text)
