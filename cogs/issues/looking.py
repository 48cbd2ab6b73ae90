"""Looking through issues: pages of them, and one of them whole."""

from __future__ import annotations

from archive.issues.following import history
from archive.issues.listing import Filters, count, newest
from archive.issues.readers import issue_for
from archive.issues.sites import sites_behind
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.cards import Card
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.ui.visit import Visit
from cogs.issues.issue_cards import ON_A_PAGE, Page, Single, issue_card, list_card
from cogs.issues.rules import Look, NoSuchIssue, check_look


async def look_through(visit: Visit, look: Look) -> Card:
    """Return a page of the issues that a member may read; raises `UnknownChoice`."""
    person = await visit.person()
    check_look(look, {topic.key for topic in visit.network.community.topics})
    async with visit.network.read() as tx:
        page = await page_of(tx, person, look)
    return list_card(visit.t, page, visit.network.community)


async def page_of(tx: Tx, person: Person, look: Look) -> Page:
    """Return the issues of one page; where there are fewer pages by now, those of the last one."""
    filters = Filters(
        look.kind or None,
        look.topic or None,
        look.status or None,
        site_id=(person.site_id or 0) if look.is_my_site else None,  # without a site: none
        author_id=person.id if look.is_mine else None,
    )
    total = await count(tx, person.id, filters)
    page = min(look.page, max(0, (total - 1) // ON_A_PAGE))
    shown = await newest(tx, person.id, filters, most=ON_A_PAGE, skip=page * ON_A_PAGE)
    look = Look(look.kind, look.topic, look.status, look.is_my_site, look.is_mine, page)
    return Page(look, shown, total, await sites_behind(tx, [issue.id for issue in shown]))


async def open_issue(visit: Visit, written: str) -> Card:
    """Return one issue whole; raises `Gone` where the member may not read it."""
    person = await visit.person()
    async with visit.network.read() as tx:
        issue = await issue_for(tx, person.id, read_id(written))
        if issue is None:
            raise Gone
        titles = await ThemeStore(tx).titles([issue.theme_id] if issue.theme_id is not None else [])
        is_steward = await PeopleStore(tx).is_steward(person.id)
        supported = await IssueStore(tx).supported_by(person.id, [issue.id])
        single = Single(
            issue,
            (await sites_behind(tx, [issue.id]))[issue.id],
            next(iter(titles.values()), None),
            await history(tx, issue.id),
            is_own=issue.person_id == person.id,
            is_supported=bool(supported),
            is_steward=is_steward,
        )
    return issue_card(visit.t, single, visit.network.community)


def picked(written: str) -> str:
    """Return what an option of a command holds once an issue was picked from its list; raises `NoSuchIssue`."""
    if not (written.isascii() and written.isdigit()):
        raise NoSuchIssue
    return written
