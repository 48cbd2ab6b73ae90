"""Issues as cards: a page of them, and a single one with what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from archive.issues.model import Issue
from archive.issues.status import CLOSED, REASONS
from bot.cards import Address, Button, Card, Choice, Select
from cogs.issues.render import day, excerpt, quote, sites_say
from cogs.issues.rules import KIND_NAMES, STATUS_NAMES, Look, pack_look
from config.community import Community
from config.texts import Texts

ON_A_PAGE = 5
EXCERPT = 300


@dataclass(frozen=True)
class Page:
    """Some of the issues somebody looks through, and of how many."""

    look: Look
    issues: Sequence[Issue]
    total: int
    sites: Mapping[int, int]  # behind each issue

    @property
    def first(self) -> int:
        """The place of its first issue."""
        return self.look.page * ON_A_PAGE + 1


def list_card(t: Texts, page: Page, community: Community) -> Card:
    """Return a page of issues without names, with a list to open one."""
    if not page.issues:
        return Card(text=_nothing(t, page.look))
    lines = [line(t, place, issue, page, community) for place, issue in enumerate(page.issues, page.first)]
    return Card(
        title=t("What sites raised"),
        text="\n\n".join(lines),
        footer=counted_line(t, page),
        selects=(open_select(t, page),),
        buttons=page_buttons(t, page),
    )


def _nothing(t: Texts, look: Look) -> str:
    if look.is_narrowed:
        return t("Nothing fits that. Look for less at once, or raise it yourself with /issue raise.")
    return t("Nothing has been raised yet. /issue raise takes a minute, and colleagues see it without your name.")


@dataclass(frozen=True)
class Single:
    """One issue as a reader sees it."""

    issue: Issue
    sites: int
    theme: str | None  # its title
    steps: Sequence[tuple[str, datetime]]
    is_own: bool = False
    is_supported: bool = False
    is_steward: bool = False


def issue_card(t: Texts, single: Single, community: Community) -> Card:
    """Return one issue whole, without a name, and what became of it."""
    issue, fields = single.issue, []
    topic = community.topic(issue.topic or "")
    about = [t(KIND_NAMES[issue.kind]), *([t.named(topic.label)] if topic else []), day(issue.raised_at)]
    fields.append((t("What it is"), " · ".join(about)))
    fields.append((t("Who says so"), sites_say(t, single.sites)))
    steps = "\n".join(f"{day(at)} {t(STATUS_NAMES[status])}" for status, at in single.steps[-8:])
    fields.append((t("Where it is"), status_line(t, issue) + (f"\n{steps}" if steps else "")))
    if single.theme is not None:
        fields.append((t("In the theme"), single.theme))
    return Card(
        title=t("An issue"),
        text=issue.text,
        fields=tuple(fields),
        footer=t.named(community.safety.line),
        buttons=_voice_button(t, single),
        selects=(_decision_select(t, issue),) if single.is_steward else (),
    )


def status_line(t: Texts, issue: Issue) -> str:
    """Return where an issue stands, with the reason where it is parked."""
    status = t(STATUS_NAMES[issue.status])
    reason = REASONS.get(issue.status_reason or "")
    return f"{status}: {t(reason)}" if reason else status


def turned(look: Look, by: int) -> Look:
    """Return the look at another page."""
    return replace(look, page=look.page + by)


def _voice_button(t: Texts, single: Single) -> tuple[Button, ...]:
    if single.is_own:
        return ()
    if single.is_supported:
        return (Button(t("Take my voice back"), Address("issues", "unsupport", str(single.issue.id))),)
    issue = str(single.issue.id)
    return (
        Button(t("My site too"), Address("issues", "support", issue), "primary"),
        Button(t("Without my name"), Address("issues", "support_unnamed", issue)),
    )


def _decision_select(t: Texts, issue: Issue) -> Select:
    choices = [Choice(t("Resolved"), "resolved")]
    choices += [Choice(t("Parked: {reason}", reason=t(reason)), f"parked.{key}") for key, reason in REASONS.items()]
    if issue.status in CLOSED:
        choices.append(Choice(t("Taken up again"), "open"))
    return Select(t("Decide as a steward; it is logged"), Address("issues", "decide", str(issue.id)), tuple(choices))


def line(t: Texts, place: int, issue: Issue, page: Page, community: Community) -> str:
    """Return an issue as it stands on a page, without a name."""
    topic = community.topic(issue.topic or "")
    facts = [
        t(KIND_NAMES[issue.kind]),
        *([t.named(topic.label)] if topic else []),
        status_line(t, issue),
        day(issue.raised_at),
    ]
    said = sites_say(t, page.sites.get(issue.id, 0))
    return f"**{place}** · {' · '.join(facts)}\n{quote(issue.text, EXCERPT)}\n{said}"


def open_select(t: Texts, page: Page) -> Select:
    """Return the list that opens one of a page."""
    choices = tuple(
        Choice(f"{place}. {excerpt(issue.text, 90)}", str(issue.id))
        for place, issue in enumerate(page.issues, page.first)
    )
    return Select(t("Open one"), Address("issues", "open"), choices)


def page_buttons(t: Texts, page: Page) -> tuple[Button, ...]:
    """Return the buttons that turn the page."""
    newer, older = turned(page.look, -1), turned(page.look, 1)
    found = []
    if page.look.page > 0:
        found.append(Button(t("Newer"), Address("issues", "page", pack_look(newer))))
    if page.total > older.page * ON_A_PAGE:
        found.append(Button(t("Older"), Address("issues", "page", pack_look(older))))
    return tuple(found)


def counted_line(t: Texts, page: Page) -> str:
    """Return which of how many a page shows, empty where it shows all."""
    if page.total <= len(page.issues):
        return ""
    last = page.first + len(page.issues) - 1
    return t("{first} to {last} of {total}", first=page.first, last=last, total=page.total)
