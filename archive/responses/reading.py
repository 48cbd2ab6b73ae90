"""What one recipient reads, and was sent: the one place that knows which part of an edition is theirs."""

from __future__ import annotations

from dataclasses import replace

from archive.consent.reading import KeyOf
from archive.delivery.model import Recipient
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
    mine = {theme.key for theme in sent_to(kept, recipient)}
    return replace(edition, themes=tuple(theme for theme in edition.themes if theme.key in mine))


def sent_to(kept: KeptEdition, recipient: Recipient) -> tuple[Theme, ...]:  # noqa: ARG001 -- every recipient is sent the whole edition
    """Return the themes that this recipient was sent, whatever became of them since."""
    return kept.edition.themes
