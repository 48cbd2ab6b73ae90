"""Words that were taken back leave the editions that are kept here, within the hour."""

from __future__ import annotations

from archive import consent
from archive.digest.desk import keys_of
from archive.digest.revise import without_words
from archive.digest.store import EditionStore
from bot.database.network import Network
from bot.house import House


async def scrub(house: House, network: Network) -> int:
    """Empty every kept statement whose yes is gone, in sent editions; return how many editions changed.

    Editions that are not sent lose them when they are read and when they are sent.
    """
    changed, key_of = 0, keys_of(house, network)
    async with network.write() as tx:
        store = EditionStore(tx)
        for kept in await store.in_state("sent"):
            said = {each.contribution_id for theme in kept.edition.themes for each in theme.statements if each.words}
            still = await consent.still_publishable(tx, said, key_of=key_of) if said else []
            gone = said - {each.contribution_id for each in still}
            if gone:
                await store.set(kept.id, content=without_words(kept.edition, gone).to_json())
                changed += 1
    return changed
