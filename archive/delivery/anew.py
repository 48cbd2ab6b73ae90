"""Mails of an edition that have not left yet, when somebody takes back words that stand in them.

A mail server may be out of reach for days. What waits is not repeated as it was: it is written anew from what stands
when it leaves, and its words are erased at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from archive.delivery.deliveries import DeliveryStore
from archive.delivery.link_store import LinkStore
from archive.delivery.sending import TRIES, WordsKeepChanging, letters_for, mail_key
from archive.delivery.store import RecipientStore
from archive.digest.desk import standing
from archive.digest.store import EditionStore
from bot.database.transaction import Tx
from bot.outbox import Outbox

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

WRITE = "digest.write"


async def hold_back(tx: Tx, contribution_ids: Collection[int], *, now: datetime) -> None:
    """Have every mail written anew that holds any of these and has not left, in the write that takes them back.

    One that is being handed over in this moment may arrive; should it not, the next try sends the new one.
    """
    editions = await EditionStore(tx).sent_with(contribution_ids)
    sent = await DeliveryStore(tx).all() if editions else ()
    mails = {mail_key(each.edition_id, each.recipient_id): each for each in sent if each.edition_id in editions}
    for key in await Outbox(tx).unsettled(mails.keys()):  # mostly none: everything left long ago
        facts = {"edition_id": mails[key].edition_id, "recipient_id": mails[key].recipient_id}
        await Outbox(tx).exchange(key, WRITE, facts, now=now)


async def write(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Owe a recipient the mail of an edition as it stands now; once, however often it is tried."""
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
