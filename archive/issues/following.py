"""What became of issues: the steps they take by themselves, those a steward decides, and whom to tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, union_all, update

from archive.issues.status import Known, is_news, next_status
from bot.database.ids import new_id
from bot.database.schema.afterwards import followups
from bot.database.schema.digest import edition_counts, editions, responses
from bot.database.schema.issues import issues, moves, news, supports
from bot.database.schema.webinars import webinars
from bot.database.transaction import Tx

SEEN = ("shown", "sent")  # states of an edition that members can read


@dataclass(frozen=True)
class Step:
    """A step that an issue takes."""

    issue_id: int
    before: str
    after: str
    reason: str | None = None


@dataclass(frozen=True)
class Untold:
    """A step that somebody was not told of yet."""

    issue_id: int
    topic: str | None
    status: str
    moved_at: datetime
    is_own: bool


async def steps_due(tx: Tx) -> list[Step]:
    """Return the steps that issues have taken without anybody's noting it."""
    grouped, planned, held = await _grouped_themes(tx), await _planned_themes(tx), await _held_themes(tx)
    counted, answered = await _counted_issues(tx), await _answered_issues(tx)
    rows = await tx.rows(select(issues.c.id, issues.c.theme_id, issues.c.status).where(tx.mine(issues)))
    found = []
    for row in rows:
        known = Known(
            is_grouped=row.theme_id in grouped,
            has_webinar=row.theme_id in planned,
            had_webinar=row.theme_id in held,
            is_in_digest=row.id in counted,
            has_response=row.id in answered,
        )
        after = next_status(row.status, known)
        if after != row.status:
            found.append(Step(row.id, row.status, after))
    return found


async def take(tx: Tx, steps: Sequence[Step], *, now: datetime) -> None:
    """Note steps; one whose issue has moved since is left out."""
    for step in steps:
        here = tx.mine(issues), issues.c.id == step.issue_id, issues.c.status == step.before
        moved = update(issues).where(*here).values(status=step.after, status_reason=step.reason)
        if (await tx.execute(moved)).rowcount and is_news(step.before, step.after):
            author = select(issues.c.person_id).where(tx.mine(issues), issues.c.id == step.issue_id)
            facts = {"issue_id": step.issue_id, "person_id": await tx.scalar(author)}
            await tx.insert(moves, id=new_id(), status=step.after, moved_at=now, **facts)


async def history(tx: Tx, issue_id: int) -> Sequence[tuple[str, datetime]]:
    """Return the steps of an issue, the first one first."""
    own = select(moves.c.status, moves.c.moved_at).where(tx.mine(moves), moves.c.issue_id == issue_id)
    return [(row.status, row.moved_at) for row in await tx.rows(own.order_by(moves.c.moved_at, moves.c.id))]


async def steps_of(tx: Tx, person_id: int) -> Sequence[tuple[str, datetime]]:
    """Return the steps of everything a person raised, the first one first."""
    own = select(moves.c.status, moves.c.moved_at).where(tx.mine(moves), moves.c.person_id == person_id)
    return [(row.status, row.moved_at) for row in await tx.rows(own.order_by(moves.c.moved_at, moves.c.id))]


async def untold(tx: Tx, *, told_before: datetime, only: int | None = None) -> Mapping[int, Sequence[Untold]]:
    """Return what people are still to be told about issues they raised or support: the last step of each issue.

    `only` names one person. Left out are those who said no, and those who were told at or after `told_before`.
    """
    mine = (tx.mine(moves), tx.mine(issues), moves.c.issue_id == issues.c.id)
    author, move = moves.c.person_id.label("author_id"), moves.c.id.label("move_id")
    step = (issues.c.id, issues.c.topic, author, move, moves.c.status, moves.c.moved_at)
    named = moves.c.person_id.is_not(None)  # whoever has no name looks it up with the receipt
    raised = select(*step, moves.c.person_id).where(*mine, named, moves.c.moved_at >= issues.c.raised_at)
    theirs = (
        tx.mine(supports),
        supports.c.person_id.is_not(None),
        supports.c.issue_id == moves.c.issue_id,
        moves.c.moved_at >= supports.c.supported_at,
    )
    joined = select(*step, supports.c.person_id).where(*mine, *theirs)
    if only is not None:
        raised, joined = raised.where(moves.c.person_id == only), joined.where(supports.c.person_id == only)
    every = union_all(raised, joined).subquery()
    heard = every.outerjoin(news, (news.c.person_id == every.c.person_id) & tx.mine(news))
    query = (
        select(every)
        .select_from(heard)
        .where(
            or_(news.c.is_off.is_(None), news.c.is_off.is_(False)),
            or_(news.c.told_at.is_(None), news.c.told_at < told_before),
            or_(news.c.told_until.is_(None), every.c.moved_at > news.c.told_until),
        )
    )
    last: dict[int, dict[int, Untold]] = defaultdict(dict)
    for row in await tx.rows(query.order_by(every.c.moved_at, every.c.id, every.c.move_id)):
        due = Untold(row.id, row.topic, row.status, row.moved_at, is_own=row.author_id == row.person_id)
        last[row.person_id].pop(row.id, None)
        last[row.person_id][row.id] = due
    return {person: list(steps.values()) for person, steps in last.items()}


async def webinars_on(tx: Tx, issue_ids: Collection[int]) -> Mapping[int, Collection[int]]:
    """Return the webinars that are planned on each of these issues' themes."""
    same = (webinars.c.network_id == issues.c.network_id) & (webinars.c.theme_id == issues.c.theme_id)
    planned = select(issues.c.id, webinars.c.id.label("webinar_id")).select_from(issues.join(webinars, same))
    found: dict[int, set[int]] = defaultdict(set)
    for row in await tx.rows(planned.where(tx.mine(issues), tx.mine(webinars), issues.c.id.in_(issue_ids))):
        found[row.id].add(row.webinar_id)
    return found


async def _grouped_themes(tx: Tx) -> frozenset[int]:
    own = select(issues.c.theme_id).where(tx.mine(issues), issues.c.theme_id.is_not(None))
    several = own.group_by(issues.c.theme_id).having(func.count() > 1)
    return frozenset(row.theme_id for row in await tx.rows(several))


async def _planned_themes(tx: Tx) -> frozenset[int]:
    planned = (webinars.c.event_id.is_not(None), webinars.c.cancelled_at.is_(None))
    own = select(webinars.c.theme_id).where(tx.mine(webinars), *planned).distinct()
    return frozenset(row.theme_id for row in await tx.rows(own))


async def _held_themes(tx: Tx) -> frozenset[int]:
    """Return the themes of webinars that took place: those that something follows."""
    same = (followups.c.network_id == webinars.c.network_id) & (followups.c.webinar_id == webinars.c.id)
    here = tx.mine(webinars), tx.mine(followups)
    own = select(webinars.c.theme_id).select_from(webinars.join(followups, same)).where(*here).distinct()
    return frozenset(row.theme_id for row in await tx.rows(own))


async def _counted_issues(tx: Tx) -> frozenset[int]:
    """Return the issues that editions count without their words.

    Of words that were printed, nothing here says whose issue they came from: their authors' mark alone does.
    """
    edition = editions.join(edition_counts, editions.c.id == edition_counts.c.edition_id)
    here = tx.mine(editions), tx.mine(edition_counts), editions.c.state.in_(SEEN)
    rows = await tx.rows(select(edition_counts.c.issue_id).select_from(edition).where(*here).distinct())
    return frozenset(row.issue_id for row in rows)


async def _answered_issues(tx: Tx) -> frozenset[int]:
    same = (responses.c.edition_id == edition_counts.c.edition_id) & (
        responses.c.theme_key == edition_counts.c.theme_key
    )
    here = tx.mine(responses), tx.mine(edition_counts)
    query = select(edition_counts.c.issue_id).select_from(edition_counts.join(responses, same))
    return frozenset(row.issue_id for row in await tx.rows(query.where(*here).distinct()))
