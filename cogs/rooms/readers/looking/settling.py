"""Opening and ending the exposures of one space, and which of its cards each stands on."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import islice

from bot.database.ids import new_id
from bot.database.transaction import Tx
from bot.visibility.admission.overseers import OverseerStore
from bot.visibility.keeping.exposures import Exposure, ExposureStore, request_card, request_exposure_card
from bot.visibility.keeping.who import Look
from cogs.rooms.readers.looking.known import Seen

log = logging.getLogger(__name__)

FEW = 3  # cards beside each other in a space, people on a card of their own: what is more stands on one card


def card_to_join(known: Sequence[Exposure]) -> int | None:
    """Return the card that further exposures of a space stand on, None where they open one. Pure.

    `known` are the space's exposures in the order they were found. Few cards stand beside each other, so that a new one
    is noticed; once a card is about many, or there are several, the newest takes whoever else is found.
    """
    lasting = {each.card_id for each in known if each.outcome is None and each.card_id is not None}
    sizes = Counter(each.card_id for each in known if each.card_id in lasting)
    shared = [card_id for card_id, size in sizes.items() if size > FEW or len(sizes) >= FEW]
    return shared[-1] if shared else None


async def settle(tx: Tx, look: Look, seen: Seen, *, most: int, now: datetime, but: Collection[int] = ()) -> int:
    """Open and end at most so many exposures of a space, and ask for its cards; return how many there were.

    Those that stood at the first look are open already (`known` beside it); new ones of accounts that are put right
    just now (`but`) are left to a later look.
    """
    store, channel_id = ExposureStore(tx), seen.space.channel_id
    known = await store.of(channel_id)
    lasting = {each.account_id: each for each in known if each.outcome is None}
    about = {each for each in lasting if seen.accounts is None or each in seen.accounts}
    answer = look.readers(channel_id, about | seen.answer.exposed.keys())
    if answer.unknown:  # nothing is claimed: what was shown stays shown
        return 0
    new = dict(islice(((who, why) for who, why in answer.exposed.items() if who not in {*lasting, *but}), most))
    over = [lasting[who] for who in sorted(about) if who not in answer.exposed][: most - len(new)]
    if not new and not over:
        return 0
    cards = set(await store.open(channel_id, new, now=now, card_id=card_to_join(known) or new_id()))
    cards |= await store.end(over, await OverseerStore(tx).all() & answer.reasons.keys())
    for card_id in sorted(cards):
        await request_exposure_card(tx, card_id, now=now)
    await request_card(tx, channel_id, now=now)
    log.info("channel %s: %s exposures found, %s over", channel_id, len(new), len(over))
    return len(new) + len(over)
