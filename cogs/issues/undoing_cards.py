"""What groupings did to themes, as cards for stewards."""

from __future__ import annotations

from collections.abc import Sequence

from archive.issues.undoing import Undoable
from bot.cards import Address, Button, Card, Choice, Select
from cogs.issues.render import day, excerpt, quote, title_of
from config.texts import Texts

MOST_QUOTED, EXCERPT = 5, 300


def changes_card(t: Texts, found: Sequence[Undoable]) -> Card:
    """Return the newest changes, with a list to look at one."""
    if not found:
        return Card(
            text=t(
                "Nothing to take back: lately no grouping has merged or split a theme. They are grouped every "
                "night; /issue board shows them."
            )
        )
    lines = [f"{place}. {day(each.change.changed_at)} {_what(t, each)}" for place, each in enumerate(found, 1)]
    choices = tuple(
        Choice(excerpt(f"{place}. {_what(t, each)}", 100), str(each.change.id)) for place, each in enumerate(found, 1)
    )
    return Card(
        title=t("What groupings did to themes"),
        text="\n".join(lines)[:4000],
        selects=(Select(t("See what would go back"), Address("issues", "change"), choices),),
    )


def preview_card(t: Texts, one: Undoable) -> Card:
    """Return what undoing a change would do, before anybody does it."""
    quoted = [quote(issue.text, EXCERPT) for issue in one.shown[:MOST_QUOTED]]
    hidden = one.going_back - len(quoted)
    if hidden:
        quoted.append(t.many("And {count} more.", "And {count} more.", hidden))
    kept = t("No later grouping does it again, and /steward log says that you took it back.")
    if one.change.kind == "merged":
        kept = f"{t('The two stay apart from then on.')} {kept}"
    return Card(
        title=t("Take it back?"),
        text="\n\n".join(quoted),
        fields=((t("What happened"), _what(t, one)), (t("What it does"), f"{_back(t, one)} {kept}")),
        buttons=(Button(t("Undo it"), Address("issues", "undo", str(one.change.id)), "primary"),),
    )


def undone(t: Texts, count: int) -> Card:
    """Return that a change was taken back."""
    return Card(text=t.many("Undone: {count} issue is back.", "Undone: {count} issues are back.", count))


def _what(t: Texts, one: Undoable) -> str:
    titles = {"theme": title_of(t, one.from_title), "into": title_of(t, one.into_title)}
    if one.change.kind == "merged":
        return t("“{theme}” became part of “{into}”", **titles)
    return t("part of “{theme}” went to “{into}”", **titles)


def _back(t: Texts, one: Undoable) -> str:
    title = title_of(t, one.from_title)
    return t.many(
        "{count} issue goes back to “{title}”.", "{count} issues go back to “{title}”.", one.going_back, title=title
    )
