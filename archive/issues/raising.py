"""Raising an issue: what the command in Discord and an import both call."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from archive.consent.counting import count_me
from archive.issues.rules import Draft, check_draft
from archive.issues.store import IssueStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.people.model import Person


async def raise_issue(
    network: Network, person: Person, draft: Draft, *, now: datetime, key: bytes | None = None
) -> int:
    """Check a draft, keep it as this person's issue for their site, and return the issue's id.

    With the person's data key, *count me* is kept as the consent it is. Commits before it returns. Raises the refusals
    of `archive.issues.rules.check_draft` and stores nothing then.
    """
    topics = {topic.key for topic in network.community.topics}
    checked = check_draft(draft, topics)
    async with network.write() as tx:
        issue_id = await IssueStore(tx).raise_issue(person.id, person.site_id, checked, now=now)
        if checked.for_policymakers == "count" and key is not None:
            await count_me(tx, issue_id, key=key, person_id=person.id, now=now)
        return issue_id
