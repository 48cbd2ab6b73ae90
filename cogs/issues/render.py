"""Themes as cards, and how issues are written wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from archive.issues.model import Issue, RankedTheme
from archive.suppression.rules import Band, Company, may_publish
from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card, Choice, Select
from bot.charts.bars import Bar, Bars, Panel
from bot.ui.render import shorten
from config.community import Publication
from config.texts import Texts

MOST_THEMES = 10
MOST_ISSUES = 5  # one button each, and a row holds five
EXCERPT = 400
LONGEST_BAR = 12
LONGEST_NAME = 22  # of a row in the chart


def board(t: Texts, ranked: Sequence[RankedTheme], rule: Publication, hard: Sequence[tuple[str, Band]] = ()) -> Card:
    """Return the themes by rank: a bar and figures for each that enough people at enough sites stand behind.

    The figures say in words what a bar shows, for whoever can't see it. Smaller themes come after the others, without
    figures: with few voices, one more would tell who spoke. `hard` is what the last survey found hard, in its ranges.
    """
    fields = _surveyed(t, hard)
    if not ranked:
        said = t("There are no themes yet. Raise what is on your mind with /issue raise; they form overnight.")
        return Card(text=said, fields=fields)
    shown = with_figures(ranked, rule)
    first = [*shown, *(theme for theme in ranked if theme not in shown)][:MOST_THEMES]
    most = max((theme.sites for theme in shown), default=1)
    lines = [_board_line(t, place, theme, most if theme in shown else None) for place, theme in enumerate(first, 1)]
    choices = tuple(
        Choice(title_of(t, theme.title), str(theme.id), _reach(t, theme) if theme in shown else "") for theme in first
    )
    about = t(
        "Ranked by how many sites are affected, not by who speaks most. Figures are shown from {people} people at "
        "{sites} on.",
        people=rule.people,
        sites=t.many("{count} site", "{count} sites", rule.sites),
    )
    select = Select(t("Read what a theme holds"), Address("issues", "theme"), choices)
    return Card(
        title=t("What sites struggle with"), text="\n".join(lines), fields=fields, footer=about, selects=(select,)
    )


def _surveyed(t: Texts, hard: Sequence[tuple[str, Band]]) -> tuple[tuple[str, str], ...]:
    said = " · ".join(t("{topic} ({band} people)", topic=t.named(label), band=band) for label, band in hard)
    return (
        ((t("Hard at sites, by the last survey"), f"{said}\n{t('/survey results shows all of it.')}"),) if said else ()
    )


def with_figures(ranked: Sequence[RankedTheme], rule: Publication) -> list[RankedTheme]:
    """Return the themes whose figures may be shown: enough people at enough sites stand behind each."""
    return [theme for theme in ranked if may_publish(Company(theme.people, theme.sites), rule)]


def board_chart(t: Texts, ranked: Sequence[RankedTheme], rule: Publication) -> Bars | None:
    """Return the themes with figures as a chart, in the board's order; None where no theme has enough voices."""
    shown = with_figures(ranked, rule)[:MOST_THEMES]
    if not shown:
        return None
    sites = tuple(Bar(each.sites, t.many("{count} site", "{count} sites", each.sites)) for each in shown)
    people = tuple(Bar(each.people, t.many("{count} person", "{count} people", each.people)) for each in shown)
    rows = tuple(shorten(title_of(t, each.title), LONGEST_NAME) for each in shown)
    return Bars(t("What sites struggle with"), rows, (Panel(t("Sites"), sites, "sites"), Panel(t("People"), people)))


def _board_line(t: Texts, place: int, theme: RankedTheme, most: int | None) -> str:
    title = f"{place}. **{title_of(t, theme.title)}**"
    if most is None:
        return f"{title}\n{t('few voices so far')}"
    bar = "█" * max(1, round(LONGEST_BAR * theme.sites / most))
    return f"{title}\n`{bar:<{LONGEST_BAR}}` {_reach(t, theme)}"


def theme(t: Texts, title: str | None, issues: Sequence[Issue], *, reader_id: int) -> Card:
    """Return some of a theme's issues without names, each with a button to say that it is so elsewhere too."""
    first = issues[:MOST_ISSUES]
    lines = [f"**{place}**\n{quote(issue.text, EXCERPT)}" for place, issue in enumerate(first, 1)]
    if len(issues) > len(first):
        lines.append(t.many("And {count} more like these.", "And {count} more like these.", len(issues) - len(first)))
    buttons = tuple(
        Button(t("{place}: My site too", place=place), Address("issues", "support", str(issue.id)))
        for place, issue in enumerate(first, 1)
        if issue.person_id != reader_id
    )
    return Card(title=title_of(t, title), text="\n\n".join(lines), buttons=buttons)


def supported(t: Texts, issue_id: int, sites: int) -> Card:
    """Return the thanks for joining in."""
    back = Button(t("Take my voice back"), Address("issues", "unsupport", str(issue_id)))
    return Card(text=f"{t('Your voice is counted.')} {sites_say(t, sites)}", buttons=(back,))


def unsupported(t: Texts, issue_id: int, sites: int) -> Card:
    """Return that a voice was taken back."""
    again = Button(t("My site too"), Address("issues", "support", str(issue_id)))
    return Card(text=f"{t('Your voice is taken back.')} {sites_say(t, sites)}", buttons=(again,))


def sites_say(t: Texts, sites: int) -> str:
    """Return how many sites raised or support an issue, as a sentence."""
    return t.many("{count} site says so now.", "{count} sites say so now.", sites)


def title_of(t: Texts, title: str | None) -> str:
    """Return a theme's title, or what to call it while it has none."""
    return title or t("Not named yet")


def _reach(t: Texts, ranked: RankedTheme) -> str:
    sites = t.many("{count} site", "{count} sites", ranked.sites)
    people = t.many("{count} person", "{count} people", ranked.people)
    return f"{sites} · {people}"


def quote(text: str, most: int) -> str:
    """Return words as a quote of bounded length."""
    cut = text if len(text) <= most else text[: most - 1].rstrip() + "…"
    return "\n".join(f"> {line}" for line in cut.splitlines() if line.strip())


def day(instant: datetime) -> str:
    """Return a day as each reader's Discord writes it."""
    return discord_time(instant, "d")


def excerpt(text: str, most: int) -> str:
    """Return the beginning of words on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
