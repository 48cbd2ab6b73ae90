"""What the team reads in its thread: what is to be done, who came and went, what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.cards import Address, Button, Card, Form, Input
from cogs.webinars.proposing.model import TASKS, Part, Proposal, Task
from cogs.webinars.proposing.render import join_button, listed
from cogs.webinars.proposing.rules import MOST_LINK
from config.texts import N_, Texts

TASK_NAMES: dict[Task, str] = {
    "aims": N_("Aims agreed with the people who asked"),
    "questions": N_("Questions collected from the theme's issues"),
    "materials": N_("Materials ready"),
}
TICKS: dict[Task, str] = {"aims": N_("Aims"), "questions": N_("Questions"), "materials": N_("Materials")}
MOST_QUESTIONS, LONGEST_QUESTION = 12, 300
CAME: dict[Part, str] = {
    "speaker": N_("{name} will speak. Welcome to the team."),
    "cohost": N_("{name} co-hosts. Welcome to the team."),
    "supporter": N_("{name} supports this webinar."),
}


def planning_card(t: Texts, proposal: Proposal, names: Mapping[int, str]) -> Card:
    """Return the checklist of a team, each line ticked by its button."""
    lines = [f"{'☑' if task in proposal.done else '☐'} {t(TASK_NAMES[task])}" for task in TASKS]
    fields = [
        (t("Speakers"), listed(proposal, "speaker", names) or t("nobody yet")),
        (t("Co-hosts"), listed(proposal, "cohost", names) or t("nobody yet")),
        (t("What people take home"), proposal.aim),
        (t("Meeting link"), proposal.link),
    ]
    ticks = (Button(t(TICKS[task]), Address("webinars", "tick", f"{proposal.id}.{task}")) for task in TASKS)
    target = str(proposal.id)
    return Card(
        title=t("Preparing “{title}”", title=proposal.title),
        text="\n".join(lines),
        fields=tuple((name, value) for name, value in fields if value),
        footer=t("Who can read this thread: /room who. A meeting link is shown here and in calendar files only."),
        buttons=(
            *ticks,
            Button(t("See what was raised"), Address("webinars", "questions", target)),
            Button(t("Meeting link"), Address("webinars", "link", target)),
            Button(t("Suggest times"), Address("webinars", "times", target), "primary"),
            Button(t("Step back"), Address("webinars", "step_back", target)),
        ),
    )


def questions_card(t: Texts, words: Sequence[str]) -> Card:
    """Return, for one reader only, what colleagues raised that this reader may read."""
    if not words:
        return Card(text=t("There is nothing in this theme that you may read. Others on the team may see more."))
    shown = [f"• {' '.join(each.split())[:LONGEST_QUESTION]}" for each in words[:MOST_QUESTIONS]]
    more = len(words) - len(shown)
    if more:
        shown.append(t.many("and {count} more: /issue list", "and {count} more: /issue list", more))
    footer = t("Only you see this: each on the team is shown what they may read. Ask before you quote somebody.")
    return Card(title=t("What colleagues raised"), text="\n".join(shown), footer=footer)


def link_form(t: Texts, proposal: Proposal) -> Form:
    """Return the form for the address of a meeting outside Discord."""
    box = Input("link", t("The meeting's address"), most=MOST_LINK, value=proposal.link, hint="https://…")
    return Form(t("Meeting link"), Address("webinars", "linked", str(proposal.id)), (box,))


def came(t: Texts, name: str, part: Part) -> Card:
    """Return what a team reads about somebody who joined."""
    return Card(text=t(CAME[part], name=name))


def went(t: Texts, name: str, proposal: Proposal) -> Card:
    """Return what a team reads about somebody who is no longer in it; `proposal` is what is left."""
    speakers = len(proposal.who("speaker"))
    left = (
        t.many("{count} speaker is left.", "{count} speakers are left.", speakers) if speakers else t("Nobody speaks.")
    )
    text = t("{name} isn't on the team any more.", name=name) + " " + left
    return Card(text=text, buttons=(join_button(t("I'd speak"), proposal, "speaker"),))


def speaker_wanted(t: Texts, proposal: Proposal) -> Card:
    """Return what an audience reads when a webinar with a date has lost its last speaker."""
    text = t(
        "“{title}” has a date and nobody to speak. If you have lived through it, that is enough: ten minutes of what "
        "worked and what didn't.",
        title=proposal.title,
    )
    return Card(title=t("A speaker is wanted"), text=text, buttons=(join_button(t("I'd speak"), proposal, "speaker"),))


def no_speaker(t: Texts, proposal: Proposal) -> Card:
    """Return what stewards hear when a webinar with a date has lost its last speaker."""
    text = t(
        "“{title}” has a date and nobody to speak any more. Its audience has been asked. You can move it with "
        "/webinar move or call it off with /webinar cancel.",
        title=proposal.title,
    )
    return Card(title=t("A webinar without a speaker"), text=text)
