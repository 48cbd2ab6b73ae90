"""Raising and supporting without a name. What is returned is the receipt; nothing else leads back to who spoke."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from archive.consent.rules import month_of
from archive.issues.anonymous.rules import TooFewMembers, is_site_kept
from archive.issues.anonymous.store import AnonymousStore, Voice
from archive.issues.model import Issue
from archive.issues.readers import issue_for
from archive.issues.rules import Draft, OwnIssue, RaisedBefore, SupportedBefore, check_draft
from archive.issues.status import CLOSED
from archive.issues.store import IssueStore
from bot.anonymity.receipts import new_receipt, receipt_hash
from bot.errors import Gone
from bot.people.rules import is_practitioner
from bot.people.store import PeopleStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.keys import Keyring
    from bot.people.model import Person
    from config.community import Community


async def raise_without_name(network: Network, keys: Keyring, person: Person, draft: Draft, *, now: datetime) -> str:
    """Check a draft, keep it as nobody's, and return its author's receipt.

    Raises `TooFewMembers`, `RaisedBefore` (the same words, while the month's key lives) and what `check_draft` raises.
    """
    checked = check_draft(draft, {topic.key for topic in network.community.topics})
    keys.counts(network.id).begin(month_of(now), now)  # there before any row needs it
    async with network.write() as tx:
        receipt, voice = await _voice(tx, network.community, person, now)
        for issue_id in await AnonymousStore(tx).raised_with(voice.tag):
            known = await IssueStore(tx).issue(issue_id)
            if known is not None and known.text == checked.text and known.status not in CLOSED:
                raise RaisedBefore
        await AnonymousStore(tx).raise_issue(voice, checked, now=now)
    return receipt


async def support_without_name(network: Network, keys: Keyring, person: Person, issue_id: int, *, now: datetime) -> str:
    """Add a voice to an issue and return its receipt.

    Raises `Gone` where the person may not read it, `OwnIssue`, `SupportedBefore` or `TooFewMembers`.
    """
    keys.counts(network.id).begin(month_of(now), now)
    async with network.write() as tx:
        issue = await issue_for(tx, person.id, issue_id)
        if issue is None:
            raise Gone
        await check_no_part(tx, issue, person.id)
        receipt, voice = await _voice(tx, network.community, person, now)
        await AnonymousStore(tx).support(issue_id, voice, now=now)
    return receipt


async def check_no_part(tx: Tx, issue: Issue, person_id: int) -> None:
    """Check that somebody has no voice in an issue yet, with a name or without.

    Raises `OwnIssue` or `SupportedBefore`. Whoever spoke without a name is known as long as the month's key lives.
    """
    part = await AnonymousStore(tx).part_in(issue.id, person_id)
    if issue.person_id == person_id or part == "raised":
        raise OwnIssue
    if part is not None or await IssueStore(tx).supported_by(person_id, [issue.id]):
        raise SupportedBefore


async def check_enough(tx: Tx, community: Community) -> None:
    """Check that there are enough members to be one of; raises `TooFewMembers`."""
    members = sum(each.state == "active" and each.account_id is not None for each in await PeopleStore(tx).people())
    if members < community.rooms.whisper_least:
        raise TooFewMembers(members, community.rooms.whisper_least)


async def site_to_keep(tx: Tx, community: Community, person: Person) -> int | None:
    """Return the person's site if enough practitioners work there for it to point at nobody."""
    if person.site_id is None:
        return None
    people, graph = await PeopleStore(tx).people(), await PeopleStore(tx).graph()
    there = sum(each.site_id == person.site_id and is_practitioner(each, graph, community) for each in people)
    return person.site_id if is_site_kept(there, community.publication.people) else None


async def _voice(tx: Tx, community: Community, person: Person, now: datetime) -> tuple[str, Voice]:
    await check_enough(tx, community)
    receipt, month = new_receipt(), month_of(now)
    tag = tx.tags(month, [person.id])[person.id]
    return receipt, Voice(month, tag, receipt_hash(receipt), await site_to_keep(tx, community, person))
