"""What members are told by themselves: what became of their issues, and the question they asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.issues.following import Untold
from archive.issues.model import Issue
from bot.cards import Address, Button, Card
from cogs.issues.mine_cards import news_button
from cogs.issues.render import excerpt, quote
from cogs.issues.rules import CHOICE_NAMES, STATUS_NAMES
from config.community import Community
from config.texts import Texts

MOST_NEWS = 10
MOST_OPENED = 4  # buttons in a row, with one to stop
ANSWERS = ("no", "count", "words")


def news_card(t: Texts, steps: Sequence[Untold], own: Mapping[int, str], community: Community) -> Card:
    """Return what became of issues that somebody raised or supports; `own` are the words of their own.

    Nobody else's words are quoted: they may be gone by the time this is read.
    """
    first = steps[-MOST_NEWS:]
    lines = [f"**{place}** · {_about(t, step, own, community)}" for place, step in enumerate(first, 1)]
    if len(steps) > len(first):
        lines.append(t.many("And {count} more.", "And {count} more.", len(steps) - len(first)))
    buttons = tuple(
        Button(t("Open {place}", place=place), Address("issues", "open", str(step.issue_id)))
        for place, step in enumerate(first[:MOST_OPENED], 1)
    )
    return Card(title=t("What became of it"), text="\n".join(lines), buttons=(*buttons, news_button(t, is_quiet=False)))


def _about(t: Texts, step: Untold, own: Mapping[int, str], community: Community) -> str:
    status = t(STATUS_NAMES[step.status])
    if step.is_own and step.issue_id in own:
        return t("What you raised (“{words}”): {status}", words=excerpt(own[step.issue_id], 80), status=status)
    topic = community.topic(step.topic or "")
    if topic is None:
        return t("An issue that you support: {status}", status=status)
    return t("An issue on {topic} that you support: {status}", topic=t.named(topic.label), status=status)


def later_card(t: Texts, issue: Issue) -> Card:
    """Return the question that an author wanted to be asked later."""
    text = t(
        "You raised this a week ago and wanted to be asked later. What may policymakers learn of it? Without an "
        "answer: nothing, and you aren't asked again."
    )
    return Card(
        title=t("What may policymakers learn of it?"),
        text=f"{quote(issue.text, 1500)}\n\n{text}",
        buttons=tuple(
            Button(t(CHOICE_NAMES[choice]), Address("issues", "answer", f"{issue.id}.{choice}")) for choice in ANSWERS
        ),
    )


def answered(t: Texts, issue_id: int, choice: str) -> Card:
    """Return what an answer means."""
    said = {
        "no": t("Nothing of it goes to policymakers."),
        "count": t("Policymakers may see it counted among others, without your words."),
        "words": t("Policymakers see your words only after you have read the anonymized version and said yes."),
    }
    show = Button(t("Show me the words"), Address("sharing", "from_issue", str(issue_id)), "primary")
    return Card(text=said[choice], buttons=(show,) if choice == "words" else ())


def switched(t: Texts, *, is_off: bool) -> Card:
    """Return that news of issues are off or on."""
    if is_off:
        text = t("You won't be told what becomes of issues any more. /issue mine shows it whenever you like.")
    else:
        text = t("You'll be told what becomes of your issues, at most once a day.")
    return Card(text=text, buttons=(news_button(t, is_quiet=is_off),))
