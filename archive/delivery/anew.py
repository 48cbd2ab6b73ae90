"""Mails about an edition that have not left yet, when somebody takes back words that stand in them.

A mail server may be out of reach for days. What waits is not repeated as it was: it is written anew from what stands
when it leaves, and its words are erased at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from archive.delivery.deliveries import Delivery, DeliveryStore
from archive.delivery.link_store import LinkStore
from archive.delivery.reminding import owe_reminder, reminder_key
from archive.delivery.sending import TRIES, WordsKeepChanging, letters_for, mail_key
from archive.delivery.store import RecipientStore
from archive.digest.desk import keys_of, standing
from archive.digest.store import EditionStore
from bot.database.transaction import Tx
from bot.outbox import Outbox
from bot.outbox.mailing import take_back

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

WRITE = "digest.write"


async def hold_back(tx: Tx, contribution_ids: Collection[int], *, now: datetime) -> None:
    """Have every mail written anew that may hold any of these and has not left, in the write that takes them back.

    One that is being handed over in this moment may arrive; should it not, the next try sends the new one.
    """
    editions = await EditionStore(tx).sent_with(contribution_ids)
    sent = await DeliveryStore(tx).all() if editions else ()
    mails = {key: facts for each in sent if each.edition_id in editions for key, facts in _mails_of(each)}
    for key in await Outbox(tx).unsettled(mails.keys()):  # mostly none: everything left long ago
        await Outbox(tx).exchange(key, WRITE, mails[key], now=now)


def _mails_of(sent: Delivery) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield what may have been owed for a delivery: the edition, and reminders, which name its themes."""
    facts = {"edition_id": sent.edition_id, "recipient_id": sent.recipient_id}
    yield mail_key(**facts), facts
    for number in range(1, sent.reminded + 1):
        yield reminder_key(**facts, number=number), {**facts, "number": number}


async def write(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Owe a recipient a mail as it reads now; once, however often it is tried. None where the former one has left."""
    if not await take_back(house, facts["row_id"]):
        return  # it left before its words were taken back: the next edition says so
    if "number" in facts:
        await _write_reminder(house, network, facts)
    else:
        await _write_edition(house, network, facts)


async def _write_reminder(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    edition_id, recipient_id, number, now = (
        facts["edition_id"],
        facts["recipient_id"],
        facts["number"],
        house.clock.now(),
    )
    async with network.write() as tx:
        sent = [each for each in await DeliveryStore(tx).all() if each.edition_id == edition_id]
        theirs = next((each for each in sent if each.recipient_id == recipient_id), None)
        if theirs is not None and not await Outbox(tx).knows(reminder_key(edition_id, recipient_id, number)):
            await owe_reminder(house, network, tx, theirs, number, keys_of(house, network), now)


async def _write_edition(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    key = mail_key(facts["edition_id"], facts["recipient_id"])
    for _ in range(TRIES):
        now = house.clock.now()
        async with network.read() as tx:
            kept = await EditionStore(tx).get(facts["edition_id"])
            recipient = await RecipientStore(tx).get(facts["recipient_id"])
            is_owed = await Outbox(tx).knows(key)
            if kept is None or recipient is None or recipient.state != "active" or is_owed:
                return
            told = await standing(house, network, tx, kept)
        [letter] = await letters_for(house, network, kept, told[0], [recipient], now)
        async with network.write() as tx:
            if await standing(house, network, tx, kept) == told and not await Outbox(tx).knows(key):
                await Outbox(tx).mail(letter.mail, now=now, key=key)
                if letter.link is not None:  # the former one stood in a mail that may have arrived all the same
                    await LinkStore(tx).replace_own(recipient.id, kept.id, now=now)
                    await LinkStore(tx).add(letter.link, recipient.id, kept.id)
                return
    raise WordsKeepChanging
