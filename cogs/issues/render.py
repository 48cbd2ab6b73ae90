"""Issues and themes as cards and forms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from archive.issues.model import Issue, RankedTheme
from archive.issues.rules import Draft
from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card, Choice, Form, Input, Select
from cogs.issues.rules import CHOICE_NAMES, KIND_NAMES, NO_TOPIC, pack
from config.community import Topic
from config.texts import Texts

MOST_THEMES = 10
MOST_ISSUES = 5  # one button each, and a row holds five
MOST_MINE = 10
EXCERPT = 400


def raise_form(t: Texts, draft: Draft) -> Form:
    """Return the form that asks for the words; the choices made so far travel in its address."""
    titles = {"suggestion": t("What would help?")}
    hint = t("A sentence or two. Leave out names of children and families.")
    words = Input("text", t("In your own words"), long=True, value=draft.text, hint=hint)
    title = titles.get(draft.kind, t("What gets in the way?"))
    return Form(title, Address("issues", "submit", pack(draft)), (words,))


def choices_card(t: Texts, draft: Draft, topics: Sequence[Topic]) -> Card:
    """Return the private card on which an issue's choices are made; those made so far travel in its addresses."""
    so_far = pack(draft)
    kinds = tuple(Choice(t(name), kind, chosen=kind == draft.kind) for kind, name in KIND_NAMES.items())
    subjects = (
        *(Choice(topic.label, topic.key, topic.about, topic.key == draft.topic) for topic in topics),
        Choice(t("None of these"), NO_TOPIC),
    )
    reach = tuple(
        Choice(t(name), choice, chosen=choice == draft.for_policymakers) for choice, name in CHOICE_NAMES.items()
    )
    return Card(
        title=t("Raise an issue"),
        text=t(
            "Choose what it is, what it is about, and whether policymakers may learn of it. Then write it in your own "
            "words; until you send them, nobody sees anything."
        ),
        selects=(
            Select(t("What it is"), Address("issues", "kind", so_far), kinds),
            Select(t("What it is about, if one of these fits"), Address("issues", "topic", so_far), subjects),
            Select(t("What policymakers may learn of it"), Address("issues", "reach", so_far), reach),
        ),
        buttons=(Button(t("Write it"), Address("issues", "write", so_far), "primary"),),
    )


def raised(t: Texts, issue_id: int, draft: Draft, *, safety_line: str) -> Card:
    """Return the private confirmation: what happened, who sees it, what happens next."""
    inside = t(
        "Colleagues see your words without your name, and nobody who supervises you is shown them here. Tonight they "
        "join what others raised about the same thing; /issue mine shows where they are."
    )
    outside = {
        "no": t("Nothing of it goes to policymakers."),
        "count": t("Policymakers may see it counted among others, without your words."),
        "words": t("Policymakers see your words only after you have read the anonymized version and said yes."),
    }
    buttons: tuple[Button, ...] = ()
    if draft.for_policymakers == "words":
        buttons = (Button(t("Show me the words"), Address("sharing", "from_issue", str(issue_id)), "primary"),)
    text = f"{inside}\n\n{outside[draft.for_policymakers]}"
    return Card(title=t("Your issue is raised"), text=text, footer=safety_line, buttons=buttons)


def mine(
    t: Texts,
    issues: Sequence[Issue],
    titles: Mapping[int, str | None],
    *,
    counted: Collection[int] = (),
    told: Collection[int] = (),
) -> Card:
    """Return what a member raised, the newest first, with the theme each belongs to.

    Policymakers may see the `counted` counted; what is `told` is counted by its author's words instead.
    """
    if not issues:
        return Card(text=t("You haven't raised anything yet. /issue raise takes a minute."))
    first = issues[:MOST_MINE]
    lines = [_own_line(t, place, issue, titles, is_counted=issue.id in counted) for place, issue in enumerate(first, 1)]
    buttons = tuple(
        _count_button(t, place, issue, is_counted=issue.id in counted)
        for place, issue in enumerate(first, 1)
        if issue.for_policymakers == "count" and issue.id not in told
    )
    return Card(title=t("What you raised"), text="\n\n".join(lines), buttons=buttons)


def _own_line(t: Texts, place: int, issue: Issue, titles: Mapping[int, str | None], *, is_counted: bool) -> str:
    where = t("waits for tonight's grouping")
    if issue.theme_id is not None:
        where = t("in the theme “{title}”", title=title_of(t, titles.get(issue.theme_id)))
    said = [_quote(issue.text, EXCERPT // 2), f"**{place}** · {_day(issue.raised_at)} · {where}"]
    if is_counted:
        said.append(t("Policymakers may see it counted among others, without your words."))
    return "\n".join(said)


def _count_button(t: Texts, place: int, issue: Issue, *, is_counted: bool) -> Button:
    if is_counted:
        return Button(t("{place}: Don't count me", place=place), Address("issues", "count_out", str(issue.id)))
    return Button(t("{place}: Count me again", place=place), Address("issues", "count_in", str(issue.id)))


def themes(t: Texts, ranked: Sequence[RankedTheme]) -> Card:
    """Return the themes by rank, with a list to open one."""
    if not ranked:
        return Card(
            text=t("There are no themes yet. Raise what is on your mind with /issue raise; they form overnight.")
        )
    first = ranked[:MOST_THEMES]
    lines = [f"{place}. **{title_of(t, theme.title)}**\n{_reach(t, theme)}" for place, theme in enumerate(first, 1)]
    choices = tuple(Choice(title_of(t, theme.title), str(theme.id), _reach(t, theme)) for theme in first)
    select = Select(t("Read what a theme holds"), Address("issues", "theme"), choices)
    return Card(title=t("What sites struggle with"), text="\n".join(lines), selects=(select,))


def theme(t: Texts, title: str | None, issues: Sequence[Issue], *, reader_id: int) -> Card:
    """Return some of a theme's issues without names, each with a button to say that it is so elsewhere too."""
    first = issues[:MOST_ISSUES]
    lines = [f"**{place}**\n{_quote(issue.text, EXCERPT)}" for place, issue in enumerate(first, 1)]
    if len(issues) > len(first):
        lines.append(t.many("And {count} more like these.", "And {count} more like these.", len(issues) - len(first)))
    buttons = tuple(
        Button(t("{place}: My site too", place=place), Address("issues", "support", str(issue.id)))
        for place, issue in enumerate(first, 1)
        if issue.person_id != reader_id
    )
    return Card(title=title_of(t, title), text="\n\n".join(lines), buttons=buttons)


def supported(t: Texts, sites: int) -> Card:
    """Return the thanks for joining in."""
    counted = t.many("{count} site says so now.", "{count} sites say so now.", sites)
    return Card(text=t("Your voice is counted.") + " " + counted)


def title_of(t: Texts, title: str | None) -> str:
    """Return a theme's title, or what to call it while it has none."""
    return title or t("Not named yet")


def _reach(t: Texts, ranked: RankedTheme) -> str:
    sites = t.many("{count} site", "{count} sites", ranked.sites)
    people = t.many("{count} person", "{count} people", ranked.people)
    return f"{sites} · {people}"


def _quote(text: str, most: int) -> str:
    cut = text if len(text) <= most else text[: most - 1].rstrip() + "…"
    return "\n".join(f"> {line}" for line in cut.splitlines() if line.strip())


def _day(instant: datetime) -> str:
    return discord_time(instant, "d")
