"""What the buttons, lists and forms of issues do."""

from __future__ import annotations

from dataclasses import replace

from archive.issues.raising import raise_issue
from archive.issues.readers import issue_for, issues_for
from archive.issues.rules import Draft, check_choices
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.issues import render
from cogs.issues.rules import NO_TOPIC, OwnIssue, SupportedBefore, unpack

actions = Actions("issues")


@actions.on("raise")
async def start(visit: Visit, _target: str) -> None:
    """Show the card on which an issue's choices are made, from the lobby's panel."""
    await visit.person()
    await visit.reply(render.choices_card(visit.t, Draft(""), visit.network.community.topics))


@actions.on("kind")
async def choose_kind(visit: Visit, target: str) -> None:
    """Take in whether something gets in the way or would help."""
    await _choose(visit, replace(unpack(target, ""), kind=_chosen(visit)))


@actions.on("topic")
async def choose_topic(visit: Visit, target: str) -> None:
    """Take in what the issue is about."""
    topic = _chosen(visit)
    await _choose(visit, replace(unpack(target, ""), topic=None if topic == NO_TOPIC else topic))


@actions.on("reach")
async def choose_reach(visit: Visit, target: str) -> None:
    """Take in what policymakers may learn of the issue."""
    await _choose(visit, replace(unpack(target, ""), for_policymakers=_chosen(visit)))


@actions.on("write")
async def write(visit: Visit, target: str) -> None:
    """Open the form for the words, with the choices made on the card."""
    await ask_for_words(visit, unpack(target, ""))


@actions.on("submit")
async def submit(visit: Visit, target: str) -> None:
    """Raise what was typed into the form."""
    person = await visit.person()
    draft = unpack(target, visit.answers.get("text", ""))
    key = visit.house.keys.person_key(visit.network.id, person.id)
    issue_id = await raise_issue(visit.network, person, draft, now=visit.now, key=key)
    await visit.reply(render.raised(visit.t, issue_id, draft, safety_line=visit.network.community.safety.line))


@actions.on("theme")
async def open_theme(visit: Visit, target: str) -> None:  # noqa: ARG001 -- every action has a target; a list's is its choice
    """Show what was raised in the theme that was chosen, as far as the member may read it."""
    person = await visit.person()
    theme_id = read_id(_chosen(visit))
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


async def ask_for_words(visit: Visit, draft: Draft) -> None:
    """Open the form for a member's words; raises UnknownTopic or UnknownChoice, so that nobody writes in vain."""
    await visit.person()
    _check(visit, draft)
    await visit.ask(render.raise_form(visit.t, draft))


async def _choose(visit: Visit, draft: Draft) -> None:
    await visit.person()
    _check(visit, draft)
    await visit.update(render.choices_card(visit.t, draft, visit.network.community.topics))


def _check(visit: Visit, draft: Draft) -> None:
    check_choices(draft, {topic.key for topic in visit.network.community.topics})


def _chosen(visit: Visit) -> str:
    return visit.values[0] if visit.values else ""
