"""Mentoring's cards and forms. No I/O."""

from __future__ import annotations

from collections import Counter

from bot.cards import Address, Button, Card, Choice, Form, Input, Select
from bot.matching.model import Outcome, Pool, WhyLeft
from cogs.mentoring.model import MentoringWish
from cogs.mentoring.proposals import Answer
from cogs.mentoring.wishes import Draft
from config.community import Community
from config.texts import Texts

LONGEST_LINE = 300


def wish_card(t: Texts, draft: Draft, community: Community) -> Card:
    """Return the private card on which a wish is put together."""
    wish, side = draft.wish, draft.wish.side
    if side == "mentee":
        title = t("Ask for a mentor")
        text = t("Choose what you'd like help with and the languages you speak. Then write a line about yourself.")
    else:
        title = t("Offer to mentor")
        text = t("Choose what you can help with and the languages you speak. Then write a line about yourself.")
    topics = tuple(Choice(topic.label, topic.key, topic.about, topic.key in wish.topics) for topic in community.topics)
    languages = tuple(Choice(name, name, chosen=name in wish.languages) for name in draft.languages)
    return Card(
        title=title,
        text=text,
        selects=(
            Select(t("Topics"), Address("mentoring", "topics", side), topics, most=len(topics)),
            Select(t("Languages"), Address("mentoring", "languages", side), languages, most=len(languages)),
        ),
        buttons=(Button(t("Write a line and save"), Address("mentoring", "words", side), "primary"),),
    )


def words_form(t: Texts, wish: MentoringWish, community: Community) -> Form:
    """Return the form for a line about oneself, and for a mentor the number of places."""
    about = Input("about", t("A line about you"), long=True, required=False, most=LONGEST_LINE, value=wish.about)
    if wish.side == "mentee":
        return Form(t("Ask for a mentor"), Address("mentoring", "save", wish.side), (about,))
    label = t("How many people can you take? (1 to {most})", most=community.mentoring.capacity_most)
    places = Input("capacity", label, most=2, value=str(wish.capacity))
    return Form(t("Offer to mentor"), Address("mentoring", "save", wish.side), (about, places))


def saved(t: Texts, wish: MentoringWish) -> str:
    """Return what somebody reads once their wish is on the list."""
    if wish.side == "mentee":
        return t("You're on the list. When somebody fits, you both hear privately; /mentor status shows where you are.")
    return t.many(
        "Thank you: your offer of one place stands. When somebody fits, you both hear privately; nothing starts "
        "without your yes.",
        "Thank you: your offer of {count} places stands. When somebody fits, you both hear privately; nothing starts "
        "without your yes.",
        wish.capacity,
    )


def after_yes(t: Texts, answer: Answer) -> str:
    """Return what somebody reads after saying yes."""
    if answer == "open":
        return t(
            "You both said yes. A private thread for the two of you opens under the mentoring channel in a moment."
        )
    if answer == "waiting":
        return t("Thank you. As soon as the other person says yes too, a private thread opens for the two of you.")
    return t("This pairing can't go ahead any more, so nothing started. You both have a note about it.")


def confirm_stop(t: Texts) -> Card:
    """Return the question before everything of a person's mentoring ends."""
    return Card(
        title=t("Stop mentoring?"),
        text=t(
            "This takes you off both lists, takes back open proposals and ends your pairs; your partners get a kind "
            "note. You can ask or offer again at any time."
        ),
        buttons=(Button(t("Stop mentoring"), Address("mentoring", "stop"), "danger"),),
    )


def figures(t: Texts, pool: Pool, outcome: Outcome) -> Card:
    """Return a round in figures, before anybody hears of it."""
    places = sum(mentor.capacity for mentor in pool.mentors)
    lines = [
        t.many("One person waits for a mentor.", "{count} people wait for a mentor.", len(pool.mentees)),
        t.many("Mentors have one free place.", "Mentors have {count} free places.", places),
        t.many("This round would propose one pair.", "This round would propose {count} pairs.", len(outcome.matches)),
    ]
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
