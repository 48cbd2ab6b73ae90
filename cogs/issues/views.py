"""What the buttons, lists and forms of issues do."""

from __future__ import annotations

from archive.issues.raising import raise_issue
from archive.issues.readers import issue_for, issues_for
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.issues import render
from cogs.issues.rules import OwnIssue, SupportedBefore, unpack

actions = Actions("issues")


@actions.on("submit")
async def submit(visit: Visit, target: str) -> None:
    """Raise what was typed into the form."""
    person = await visit.person()
    draft = unpack(target, visit.answers.get("text", ""))
    issue_id = await raise_issue(visit.network, person, draft, now=visit.now)
    await visit.reply(render.raised(visit.t, issue_id, draft, safety_line=visit.network.community.safety.line))


@actions.on("theme")
async def open_theme(visit: Visit, target: str) -> None:  # noqa: ARG001 -- every action has a target; a list's is its choice
    """Show what was raised in the theme that was chosen, as far as the member may read it."""
    person = await visit.person()
    theme_id = read_id(visit.values[0] if visit.values else "")
    async with visit.network.read() as tx:
        theme = await ThemeStore(tx).theme(theme_id)
        shown = await issues_for(tx, person.id, theme_id)
    if theme is None or not shown:
        raise Gone
    await visit.reply(render.theme(visit.t, theme.title, shown, reader_id=person.id))


@actions.on("support")
async def support(visit: Visit, target: str) -> None:
    """Add the member's voice, and with it their site's, to an issue."""
    person = await visit.person()
    async with visit.network.write() as tx:
        store, issue = IssueStore(tx), await issue_for(tx, person.id, read_id(target))
        if issue is None:
            raise Gone
        if issue.person_id == person.id:
            raise OwnIssue
        if not await store.support(issue.id, person.id, person.site_id, now=visit.now):
            raise SupportedBefore
        sites = await store.sites_behind(issue.id)
    await visit.reply(render.supported(visit.t, sites))
