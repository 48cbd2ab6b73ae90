"""Raising an issue: the words that were typed, and what others say alike before anything is posted."""

from __future__ import annotations

from dataclasses import replace

from archive.issues.anonymous.store import AnonymousStore
from archive.issues.drafts import DraftStore, Waiting
from archive.issues.model import Issue
from archive.issues.raising import check_not_raised, raise_issue
from archive.issues.readers import issue_for
from archive.issues.rules import Draft, check_draft
from archive.issues.similar import similar_issues
from archive.issues.sites import sites_behind
from archive.issues.store import IssueStore
from bot.cards import Address, Card
from bot.database.ids import read_id
from bot.errors import Gone
from bot.people.model import Person
from bot.ui.actions import Actions
from bot.ui.returning import giving_back
from bot.ui.visit import Visit
from cogs.issues import raise_cards
from cogs.issues.preparing import topics_of
from cogs.issues.rules import unpack
from cogs.issues.unnamed import take_in
from cogs.issues.views import chosen

actions = Actions("issues")


@actions.on("submit")
async def submit(visit: Visit, target: str) -> None:
    """Take in what was typed: what others say alike comes first. Refused words come back."""
    typed = visit.answers.get("text", "")
    async with giving_back(visit, typed, Address("issues", "write", target)):
        person = await visit.person()
        draft = check_draft(unpack(target, typed), topics_of(visit))
        await visit.wait()
        if draft.is_anonymous:
            await take_in(visit, person, draft)
        else:
            await visit.reply(await _take_in(visit, person, draft))


@actions.on("join")
async def join(visit: Visit, target: str) -> None:
    """Add the member's voice to an issue instead of their own words. Where it is gone, the words still wait."""
    person = await visit.person()
    written, _, other = target.partition(".")
    async with visit.network.write() as tx:
        waiting = await DraftStore(tx).own(read_id(written), person.id)
        issue = await issue_for(tx, person.id, read_id(other))
        part = await AnonymousStore(tx).part_in(issue.id, person.id) if issue is not None else None
        if issue is not None and waiting is not None and issue.person_id != person.id:
            if part is None:  # else their voice is there already, without their name
                await IssueStore(tx).support(issue.id, person.id, person.site_id, now=visit.now)
            await DraftStore(tx).drop(waiting.id, person.id)
        sites = (await sites_behind(tx, [issue.id]))[issue.id] if issue is not None else 0
        is_in = issue is not None and bool(part or await IssueStore(tx).supported_by(person.id, [issue.id]))
    if is_in:
        await visit.update(raise_cards.joined(visit.t, sites))
    elif waiting is not None:
        await visit.wait()
        await visit.reply(await _offer(visit, person, waiting))
    else:
        raise Gone


@actions.on("post")
async def post(visit: Visit, target: str) -> None:
    """Raise the words that waited, once however often it is clicked."""
    person, draft_id = await visit.person(), read_id(target)
    async with visit.network.read() as tx:
        waiting = await DraftStore(tx).own(draft_id, person.id)
        issue = await IssueStore(tx).own_issue(draft_id, person.id)
    if waiting is not None:
        draft = waiting.draft
        if draft.topic not in topics_of(visit):  # the community has changed its topics meanwhile
            draft = replace(draft, topic=None)
        await visit.update(await _raise(visit, person, draft, draft_id=draft_id))
    elif issue is not None:
        await visit.update(_raised(visit, issue.id, issue.for_policymakers))
    else:
        raise Gone


@actions.on("drop")
async def drop(visit: Visit, target: str) -> None:
    """Forget words that waited."""
    person = await visit.person()
    async with visit.network.write() as tx:
        if not await DraftStore(tx).drop(read_id(target), person.id):
            raise Gone
    await visit.update(raise_cards.dropped(visit.t))


@actions.on("waiting")
async def show_waiting(visit: Visit, _target: str) -> None:
    """Show words that wait, with what others say alike by now."""
    person = await visit.person()
    async with visit.network.read() as tx:
        waiting = await DraftStore(tx).own(read_id(chosen(visit)), person.id)
    if waiting is None:
        raise Gone
    await visit.wait()
    await visit.reply(await _offer(visit, person, waiting))


async def _take_in(visit: Visit, person: Person, draft: Draft) -> Card:
    async with visit.network.read() as tx:
        await check_not_raised(tx, person, draft)
    similar = await similar_issues(visit.house, visit.network, person.id, draft.text)
    if not similar:
        return await _raise(visit, person, draft)
    async with visit.network.write() as tx:
        waiting = await DraftStore(tx).keep(person.id, draft, now=visit.now)
    return await _similar(visit, person, waiting, similar)


async def _offer(visit: Visit, person: Person, waiting: Waiting) -> Card:
    similar = await similar_issues(visit.house, visit.network, person.id, waiting.draft.text)
    return await _similar(visit, person, waiting, similar)


async def _similar(visit: Visit, person: Person, waiting: Waiting, similar: list[Issue]) -> Card:
    if not similar:
        return raise_cards.waiting_card(visit.t, waiting)
    async with visit.network.read() as tx:
        sites = await sites_behind(tx, [issue.id for issue in similar])
    return raise_cards.similar_card(visit.t, waiting, similar, sites, person.id)


async def _raise(visit: Visit, person: Person, draft: Draft, *, draft_id: int | None = None) -> Card:
    key = visit.house.keys.person_key(visit.network.id, person.id)
    issue_id = await raise_issue(visit.network, person, draft, now=visit.now, key=key, draft_id=draft_id, once=True)
    return _raised(visit, issue_id, draft.for_policymakers)


def _raised(visit: Visit, issue_id: int, for_policymakers: str) -> Card:
    line = visit.network.community.safety.line
    return raise_cards.raised(visit.t, issue_id, for_policymakers, safety_line=line)
