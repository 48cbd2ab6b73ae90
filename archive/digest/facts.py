"""What a month's edition tells beside its themes: answers, recalls, and what the edition before said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from archive import consent
from archive.digest.model import Answered, Month, Recall
from archive.digest.store import EditionStore, KeptEdition
from archive.needs.telling import needs_of
from archive.responses.store import ResponseStore
from archive.suppression.places import District
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.people.store import PeopleStore


async def month_facts(tx: Tx, network: Network, month: str, notice: str) -> Month:
    """Return what is told about a month (``YYYY-MM``) beside its themes, as it stands now."""
    districts = tuple(sorted({District(site.region, site.district) for site in await PeopleStore(tx).sites()}))
    last, needs = await EditionStore(tx).latest_sent(before=month), await needs_of(tx, month, network.community)
    if last is None:
        return Month(network.name, month, notice=notice, districts=districts, needs=needs)
    sent, since = await EditionStore(tx).in_state("sent"), last.built_at  # what came later is not in the last one
    gone = frozenset(await consent.recalls(tx))
    return Month(
        network.name,
        month,
        answered=await _answered(tx, sent, gone, since),
        recalls=_recalls(sent, await consent.recalls(tx, since=since)),
        notice=notice,
        districts=districts,
        before=last.edition,
        needs=needs,
    )


async def _answered(
    tx: Tx, sent: Collection[KeptEdition], gone: Collection[int], since: datetime
) -> tuple[Answered, ...]:
    """Return what came in since an instant: the oldest edition first. A title may hold a word that is gone now."""
    told: list[Answered] = []
    for kept in sent:
        for response in await ResponseStore(tx).newest(kept.id):
            theme, said = kept.edition.theme(response.theme_key), response.answer
            if theme is not None and response.received_at >= since:
                told.append(
                    Answered(
                        kept.month,
                        theme.fallback
                        if any(each.contribution_id in gone for each in theme.statements)
                        else theme.title,
                        response.office,
                        said.kind,
                        said.details,
                        said.by_when,
                        topic=theme.topic,
                        place=theme.place,
                    )
                )
    return tuple(told)


def _recalls(sent: Collection[KeptEdition], gone: Collection[int]) -> tuple[Recall, ...]:
    """Name where words stood that were taken back. The title told then may hold one of them; its fallback does not."""
    return tuple(
        Recall(kept.month, theme.fallback, theme.topic, theme.place)
        for kept in sent
        for theme in kept.edition.themes
        for said in theme.statements
        if said.contribution_id in gone
    )
