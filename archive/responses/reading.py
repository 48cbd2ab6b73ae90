"""What one recipient reads, and was sent: the one place that knows which part of an edition is theirs."""

from __future__ import annotations

from archive.consent.reading import KeyOf
from archive.delivery.model import Recipient
from archive.delivery.routing import view_for
from archive.digest.desk import standing
from archive.digest.model import Edition, Theme
from archive.digest.store import KeptEdition
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.house import House


async def edition_for(
    house: House,
    network: Network,
    tx: Tx,
    kept: KeptEdition,
    recipient: Recipient,
    *,
    key_of: KeyOf | None = None,
) -> Edition:
    """Return an edition as it stands now for this recipient: what was taken back is gone from it."""
    edition, _ = await standing(house, network, tx, kept, key_of=key_of)
    return view_for(edition, recipient)


def sent_to(kept: KeptEdition, recipient: Recipient) -> tuple[Theme, ...]:
    """Return the themes that this recipient was sent, whatever became of them since."""
    return view_for(kept.edition, recipient).themes
