"""The grouping of a network's issues into themes: nightly, and whenever somebody shows the house around."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from archive.issues.model import Group
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.text.grouping import group_texts

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def regroup(house: House, network: Network, now: datetime) -> None:
    """Group a network's issues, beginning with the themes there are, and keep these in step. Computes in the worker."""
    async with network.read() as tx:
        issues = await IssueStore(tx).everything()
    texts, before = [issue.text for issue in issues], [issue.theme_id for issue in issues]
    found = await house.workers.run(group_texts, texts, before, model=house.settings.embeddings_dir)
    groups = [Group([issues[index].id for index in one.members], one.keywords) for one in found]
    async with network.write() as tx:
        await ThemeStore(tx).save(groups, now=now)
