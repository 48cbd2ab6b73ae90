"""What a roster's two files would change, or what is wrong with them row by row. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from discord.utils import escape_markdown

from bot.cards import Address, Button, Card
from bot.people.roster_plan import Plan
from bot.people.roster_table import Fault
from cogs.setup.wizard.bringing import Difference, mark_of
from config.texts import N_, Texts

MOST_FAULTS, MOST_NAMED = 20, 10
LONGEST = 3800  # Discord: a card's text holds 4,096 characters
FILES = {"sites": N_("sites"), "people": N_("people")}


def difference_card(found: Difference, t: Texts) -> Card:
    """Return what would change and asks; or every row that can't be used; or that nothing changes."""
    if found.plan is None:
        return _faults_card(found.faults, t)
    back = Button(t("Back to the step"), Address("setup", "step", "roster"))
    if found.plan.is_empty:
        return Card(text=t("The roster says exactly this already; there is nothing to write."), buttons=(back,))
    yes = Button(t("Save this roster"), Address("setup", "write", f"{found.files_id}.{mark_of(found.plan)}"), "primary")
    return Card(
        title=t("This is what would change"),
        text="\n".join([counts(found.plan, t), t("Nobody is taken off the roster here, and nothing is written yet.")]),
        fields=tuple(field for field in _named(found.plan, t) if field[1]),
        footer=t("The files wait for a day, sealed; after your yes, or then, they are erased."),
        buttons=(yes, Button(t("Not now"), Address("setup", "step", "roster"))),
    )


def counts(plan: Plan, t: Texts) -> str:
    """Return how much a plan changes."""
    new_sites = sum(change.before is None for change in plan.sites)
    people = [change for change in plan.people if change.after.state != "outside"]
    new = sum(change.before is None for change in people)
    outside = sum(change.after.state == "outside" and change.before is None for change in plan.people)
    lines = [
        t("Sites: {new} new, {changed} changed.", new=new_sites, changed=len(plan.sites) - new_sites),
        t("People: {new} new, {changed} changed.", new=new, changed=len(people) - new),
        t.many(
            "One supervisor is not on the roster; they are kept in mind, without access.",
            "{count} supervisors are not on the roster; they are kept in mind, without access.",
            outside,
        )
        if outside
        else "",
    ]
    return "\n".join(line for line in lines if line)


def _named(plan: Plan, t: Texts) -> list[tuple[str, str]]:
    people = [change for change in plan.people if change.after.state != "outside"]
    below = {person_id for _, person_id in plan.added | plan.removed}
    moved = {change.after.id for change in people if change.before is not None}
    moved |= below - {change.after.id for change in people if change.before is None}
    names = {person.id: person.name for person in plan.after.people}
    return [
        (t("New"), _some([change.after.name for change in people if change.before is None], t)),
        (t("Changed, or with other supervisors"), _some([names[each] for each in moved], t)),
    ]


def _some(names: Sequence[str], t: Texts) -> str:
    return t.some([escape_markdown(name) for name in sorted(names)], MOST_NAMED)


def _faults_card(faults: Sequence[Fault], t: Texts) -> Card:
    lines: list[str] = []
    for fault in faults[:MOST_FAULTS]:
        line = t("{file}, line {line}: {reason}", file=t(FILES[fault.file]), line=fault.line, reason=fault.said(t))
        if sum(len(each) + 1 for each in lines) + len(line) > LONGEST:
            break
        lines.append(escape_markdown(line))
    more = len(faults) - len(lines)
    rest = t.many("and {count} more", "and {count} more", more) if more else ""
    return Card(
        title=t.many("One thing to correct first", "{count} things to correct first", len(faults)),
        text="\n".join([*lines, rest] if rest else lines),
        fields=((t("What to do"), t("Correct them in your files and attach both again. Nothing was changed.")),),
        buttons=(Button(t("Back to the step"), Address("setup", "step", "roster")),),
    )
