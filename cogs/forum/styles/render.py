"""Ways of leading as they are shown: a card, a chart with the same in words, and a closer look at one. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from archive.suppression.rules import Band
from bot.cards import Address, Button, Card, Choice, Select
from bot.charts.bars import Bar, Bars, Panel
from bot.ui.render import shorten
from cogs.forum.private_cards import link_to
from cogs.forum.render import button, topic_label
from cogs.forum.styles.marks import Said, Target
from cogs.forum.styles.model import Figures, Link
from config.community import Community, Publication
from config.texts import Texts

LONGEST_NAME = 22  # of a row in the chart
MOST_LINES = 24


def overview_card(t: Texts, figures: Sequence[Figures], rule: Publication) -> Card:
    """Return every way of leading in a line, what is not shown and why, and a list to look closer."""
    lines = [_line(t, each) for each in figures[:MOST_LINES] if _is_shown(each)]
    if waiting := [t.named(each.style.label) for each in figures if not _is_shown(each)]:
        lines += [t("Too few so far to be shown: {names}.", names=", ".join(waiting))]
    footer = t(
        "A figure is shown once {people} people at {schools} stand behind it, marks and leanings as a range. "
        "Nobody's mark or answer is shown.",
        people=rule.people,
        schools=t.many("{count} school", "{count} schools", rule.sites),
    )
    choices = tuple(Choice(t.named(each.style.label), each.style.key) for each in figures)
    select = Select(t("Look closer at one"), Address("forum", "style_look"), choices)
    if not any(_is_shown(each) for each in figures):
        lines += ["", t("They fill as you name a style in /forum ask, and say under what was said whether it helped.")]
    return Card("\n".join(lines), t("Ways of leading in the forum"), (), footer, (), (select,))


def chart_of(t: Texts, figures: Sequence[Figures]) -> Bars:
    """Return the same as a chart: no bar is longer than what its band is sure of."""
    panels = (
        Panel(t("Discussed"), tuple(_times(t, each.times) for each in figures), "times"),
        Panel(t("Helped here"), tuple(_people(t, each.helped) for each in figures), "people"),
        Panel(t("Did not help here"), tuple(_people(t, each.not_helped) for each in figures), "people"),
        Panel(t("Lean this way"), tuple(_people(t, each.leaning) for each in figures), "people"),
    )
    rows = tuple(shorten(t.named(each.style.label), LONGEST_NAME) for each in figures)
    return Bars(t("Ways of leading in the forum"), rows, panels)


def style_card(t: Texts, found: Figures, community: Community, guild_id: int) -> Card:
    """Return one way of leading: its figures, the topics, and links to what was said."""
    topics = ", ".join(topic_label(topic, community, t) for topic in found.topics)
    fields = (
        (t("Discussed most about"), topics),
        (t("Where an answer helped"), _links(found.helpful, guild_id)),
        (t("Other posts"), _links(found.others, guild_id)),
    )
    shown = tuple((name, value) for name, value in fields if value)
    text = (
        _line(t, found)
        if shown
        else _line(t, found)
        + "\n"
        + t("Nothing about it stands in the forum yet. /forum ask can name it: its card lets you choose a style.")
    )
    return Card(title=t.named(found.style.label), text=text, fields=shown)


def tried_card(t: Texts, target: Target, said: Said | None, rule: Publication) -> Card:
    """Return the private card on which somebody says whether it helped at their school."""
    named = f"{target.kind}.{target.id}"
    text = t(
        "Did you try this at your school? Your mark is only counted, for /forum styles, and no count is shown before "
        "{people} people stand behind it. Neither its author nor anybody else sees that it was you.",
        people=rule.people,
    )
    now = {"helped": t("You said: it helped."), "not": t("You said: it did not help.")}
    buttons: list[Button] = [
        button(t("It helped here"), "tried_helped", named, "success"),
        button(t("It did not help here"), "tried_not", named),
    ]
    if said is not None:
        buttons.append(button(t("Take my mark back"), "tried_back", named))
    return Card(text=text + (f"\n\n{now[said]}" if said is not None else ""), buttons=tuple(buttons))


def _line(t: Texts, found: Figures) -> str:
    parts = [
        t.many("discussed once", "discussed {count} times", found.times) if found.times is not None else "",
        t("helped here: {band}", band=_said(t, found.helped)) if found.helped else "",
        t("did not help here: {band}", band=_said(t, found.not_helped)) if found.not_helped else "",
        t("lean this way: {band}", band=_said(t, found.leaning)) if found.leaning else "",
    ]
    said = " · ".join(part for part in parts if part) or t("too few so far to be shown")
    return f"**{t.named(found.style.label)}**: {said}"


def _is_shown(found: Figures) -> bool:
    return found.times is not None or any((found.helped, found.not_helped, found.leaning))


def _said(t: Texts, band: Band) -> str:
    return t("{band} people", band=band)


def _times(t: Texts, times: int | None) -> Bar:
    return Bar(times, t.many("once", "{count} times", times)) if times is not None else Bar(None, t("too few to show"))


def _people(t: Texts, band: Band | None) -> Bar:
    return Bar(band.least, _said(t, band)) if band is not None else Bar(None, t("too few to show"))


def _links(links: Sequence[Link], guild_id: int) -> str:
    return "\n".join(link_to(link.title, guild_id, link.thread_id) for link in links)
