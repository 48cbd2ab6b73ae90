"""What a member raised as a card: where each issue is, how it is counted, and what waits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from archive.issues.drafts import Waiting
from archive.issues.model import Issue
from bot.cards import Address, Button, Card, Choice, Select
from cogs.issues.issue_cards import Page, counted_line, line, open_select, page_buttons
from cogs.issues.render import excerpt, title_of
from config.community import Community
from config.texts import Texts

MOST_WAITING = 25  # Discord: lines of a list


@dataclass(frozen=True)
class Own:
    """What stands beside one's own issues: their themes, how they are counted, what waits, whether news are wanted."""

    titles: Mapping[int, str | None]
    counted: Collection[int] = ()  # policymakers may see them counted
    told: Collection[int] = ()  # counted by their author's words instead
    waiting: Sequence[Waiting] = ()
    is_quiet: bool = False


def mine_card(t: Texts, page: Page, own: Own, community: Community) -> Card:
    """Return a page of what a member raised, the newest first, with the theme each belongs to, and what waits."""
    if not page.total and not own.waiting:
        if page.look.is_narrowed:
            return Card(text=t("Nothing you raised fits that. /issue mine without choices shows all of it."))
        return Card(text=t("You haven't raised anything yet. /issue raise takes a minute."))
    lines = [_own_line(t, place, issue, page, own, community) for place, issue in enumerate(page.issues, page.first)]
    counts = tuple(
        _count_button(t, place, issue, is_counted=issue.id in own.counted)
        for place, issue in enumerate(page.issues, page.first)
        if issue.for_policymakers == "count" and issue.id not in own.told
    )
    selects: tuple[Select, ...] = (open_select(t, page),) if page.issues else ()
    if own.waiting:
        choices = tuple(Choice(excerpt(each.draft.text, 90), str(each.id)) for each in own.waiting[:MOST_WAITING])
        selects += (Select(t("Words that wait for you to decide"), Address("issues", "waiting"), choices),)
    return Card(
        title=t("What you raised"),
        text="\n\n".join(lines),
        footer=counted_line(t, page),
        selects=selects,
        buttons=(*counts, *page_buttons(t, page), news_button(t, is_quiet=own.is_quiet)),
    )


def news_button(t: Texts, *, is_quiet: bool) -> Button:
    """Return the button that stops or starts the news of one's issues."""
    if is_quiet:
        return Button(t("Tell me what becomes of them"), Address("issues", "news_on"))
    return Button(t("Stop telling me"), Address("issues", "news_off"))


def _own_line(t: Texts, place: int, issue: Issue, page: Page, own: Own, community: Community) -> str:
    where = t("waits for tonight's grouping")
    if issue.theme_id is not None:
        where = t("in the theme “{title}”", title=title_of(t, own.titles.get(issue.theme_id)))
    said = [line(t, place, issue, page, community), where]
    if issue.id in own.counted:
        said.append(t("Policymakers may see it counted among others, without your words."))
    return "\n".join(said)


def _count_button(t: Texts, place: int, issue: Issue, *, is_counted: bool) -> Button:
    if is_counted:
        return Button(t("{place}: Don't count me", place=place), Address("issues", "count_out", str(issue.id)))
    return Button(t("{place}: Count me again", place=place), Address("issues", "count_in", str(issue.id)))
