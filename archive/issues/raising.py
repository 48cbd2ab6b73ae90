"""Raising an issue: what the command in Discord and an import both call."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from archive.consent.counting import count_me
from archive.issues.drafts import DraftStore
from archive.issues.rules import Draft, RaisedBefore, check_draft
from archive.issues.status import CLOSED
from archive.issues.store import IssueStore
from bot.errors import Gone

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.people.model import Person


async def raise_issue(
    network: Network,
    person: Person,
    draft: Draft,
    *,
    now: datetime,
    key: bytes | None = None,
    draft_id: int | None = None,
    once: bool = False,
) -> int:
    """Check a draft, keep it as this person's issue for their site, and return the issue's id.

    A draft that waited under an id becomes the issue of that id, once: raises `Gone` where it waits no more. `once`
    refuses the same words of the same person (`RaisedBefore`). With the person's data key, *count me* is kept as the
    consent it is. Commits before it returns. Raises the refusals of `archive.issues.rules.check_draft` and stores
    nothing then.
    """
    topics = {topic.key for topic in network.community.topics}
    checked = check_draft(draft, topics)
    async with network.write() as tx:
        if draft_id is not None and not await DraftStore(tx).drop(draft_id, person.id):
            raise Gone
        if once:
            await check_not_raised(tx, person, checked)
        issue_id = await IssueStore(tx).raise_issue(person.id, person.site_id, checked, now=now, issue_id=draft_id)
        if checked.for_policymakers == "count" and key is not None:
            await count_me(tx, issue_id, key=key, person_id=person.id, now=now)
        return issue_id


async def check_not_raised(tx: Tx, person: Person, draft: Draft) -> None:
    """Check that a person has not raised the same words in an issue that is still open; raises `RaisedBefore`."""
    if any(issue.text == draft.text and issue.status not in CLOSED for issue in await IssueStore(tx).mine(person.id)):
        raise RaisedBefore
