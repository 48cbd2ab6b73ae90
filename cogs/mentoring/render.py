"""Mentoring's cards and forms. No I/O."""

from __future__ import annotations

from collections import Counter

from bot.cards import Address, Button, Card, Choice, Select
from bot.matching.model import Outcome, Pool, WhyLeft
from cogs.mentoring.browse.render import WHY_NAMES
from cogs.mentoring.model import Side, Why
from cogs.mentoring.proposals import Answer
from config.texts import Texts


def after_yes(t: Texts, answer: Answer) -> str:
    """Return what somebody reads after saying yes."""
    if answer == "open":
        return t(
            "You both said yes. A private thread for the two of you opens under the mentoring channel in a moment."
        )
    if answer == "waiting":
        return t("Thank you. As soon as the other person says yes too, a private thread opens for the two of you.")
    return t("This pairing can't go ahead any more, so nothing started. You both have a note about it.")


def after_no(t: Texts, pair_id: int) -> Card:
    """Return what somebody reads after a *not now*: the reason is theirs, and need not be given."""
    text = t(
        "That's fine, and nobody hears why. You are not proposed to each other again. If you like, note the reason: "
        "only you ever see it."
    )
    choices = tuple(Choice(t(name), why) for why, name in WHY_NAMES.items())
    return Card(
        text=text,
        selects=(Select(t("Why? (nobody else sees it)"), Address("mentoring", "why", str(pair_id)), choices),),
    )


def after_reason(t: Texts, why: Why, side: Side) -> str:
    """Return what somebody reads after noting why, with what they can do about it."""
    if why == "time":
        return t("Noted, for you alone. /mentor pause takes you off the list until a day you choose.")
    if why == "person":
        return t("Noted, for you alone: the two of you are never paired. /mentor status shows that private list.")
    if why == "topics" and side == "mentee":
        return t("Noted, for you alone. /mentor request changes what you look for.")
    if why == "topics":
        return t("Noted, for you alone. /mentor offer changes what you can help with.")
    return t("Noted, for you alone. Thank you.")


def figures(t: Texts, pool: Pool, outcome: Outcome) -> Card:
    """Return a round in figures, before anybody hears of it."""
    places = sum(mentor.capacity for mentor in pool.mentors)
    lines = [
        t.many("One person waits for a mentor.", "{count} people wait for a mentor.", len(pool.mentees))
        if pool.mentees
        else t("Nobody waits for a mentor."),
        t.many("Mentors have one free place.", "Mentors have {count} free places.", places)
        if places
        else t("No mentor has a free place."),
        t.many("This round would propose one pair.", "This round would propose {count} pairs.", len(outcome.matches))
        if outcome.matches
        else t("This round would propose no pair."),
    ]
    longest = max((mentee.days_waiting for mentee in pool.mentees), default=0)
    if longest:
        lines.append(t.many("The longest wait so far is a day.", "The longest wait so far is {count} days.", longest))
    if not outcome.matches:
        lines.append(t("Members ask with /mentor request and offer with /mentor offer; then run /mentor round again."))
    why = Counter(left.why for left in outcome.left)
    lines += [_left_line(t, kind, number) for kind, number in sorted(why.items())]
    publish = Button(t("Publish the round"), Address("mentoring", "publish"), "primary")
    return Card(title=t("A mentoring round"), text="\n".join(lines), buttons=(publish,) if outcome.matches else ())


def _left_line(t: Texts, why: WhyLeft, number: int) -> str:
    if why == "no_mentor":
        return t.many(
            "One stays on the list: nobody offers a place.", "{count} stay on the list: nobody offers a place.", number
        )
    if why == "no_language":
        return t.many(
            "One stays on the list: no mentor shares a language with them.",
            "{count} stay on the list: no mentor shares a language with them.",
            number,
        )
    return t.many(
        "One stays on the list: no suitable mentor is free.",
        "{count} stay on the list: no suitable mentor is free.",
        number,
    )


def published(t: Texts, number: int) -> str:
    """Return what a steward reads after publishing."""
    if not number:
        return t("Nothing was proposed: since the preview, nobody is left to pair. Run /mentor round again later.")
    return t.many(
        "One pair was proposed. Both have been told privately.",
        "{count} pairs were proposed. Everybody concerned has been told privately.",
        number,
    )
