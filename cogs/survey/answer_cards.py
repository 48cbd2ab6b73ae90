"""The private cards on which somebody fills in a survey. The choices so far stand in their buttons. No I/O."""

from __future__ import annotations

from dataclasses import replace

from archive.needs.answers import NOTHING, unpack
from archive.needs.page import choice_name
from archive.needs.questions import PARTS, QUESTIONS, Question, choices_of
from archive.needs.surveys import Survey
from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card, Choice, Select
from bot.ui.render import shorten
from cogs.survey.rules import Filling
from config.community import Community
from config.texts import Texts

LONGEST_PLACEHOLDER = 150  # Discord
LONGEST_CHOICE = 100  # Discord


def first_card(t: Texts, survey: Survey, community: Community, code: str | None) -> Card:
    """Return what somebody reads before the first question; `code` is what they sent earlier."""
    rule = community.publication
    text = t(
        "Eight lists to choose from, about three minutes. All of them may stay empty. What you choose stands in this "
        "message until you send it, and nowhere else.\n\nAt the end you say whether policymakers may read ranges with "
        "your answers in them, in the monthly digest. Whatever you say, your answers count for members."
    )
    if code is not None:
        text += "\n\n" + t("You have answered. Until the survey closes you can change that, or take it back.")
    begin = Filling(survey.id, 0, code or NOTHING)
    buttons = [Button(t("Look at my answers") if code is not None else t("Begin"), _to("page", begin), "primary")]
    if code is not None:
        buttons.append(Button(t("Take my answers back"), Address("survey", "back", f"{survey.id:x}")))
    fields = (
        (
            t("What becomes of it"),
            t(
                "It lies in a sealed envelope, without your name and without a time, until {until}. Then all are "
                "opened at once, counted and deleted, and the key is destroyed. What stays are ranges, such as "
                "10\u201319, from {people} people at {sites} on. Nobody sees a figure before that, stewards included.",
                until=discord_time(survey.closes_at, "f"),
                people=rule.people,
                sites=t.many("{count} site", "{count} sites", rule.sites),
            ),
        ),
        (
            t("What this can't do"),
            t(
                "Whoever runs this bot could open the envelopes until then. Discord knows which buttons you press. "
                "Once they are counted, nobody can find your answers any more, to show them to you or to take them out."
            ),
        ),
    )
    return Card(text, t("What do you need?"), fields, "", tuple(buttons))


def page_card(t: Texts, survey: Survey, community: Community, filling: Filling) -> Card:
    """Return one part's lists, with what was chosen so far."""
    chosen = unpack(filling.code, survey.topics)
    selects = tuple(
        Select(
            shorten(t(asked.text), LONGEST_PLACEHOLDER),
            Address("survey", f"pick_{asked.key}", str(filling)),
            tuple(_choice(t, asked, key, community, key in chosen.get(asked.key, ())) for key in _keys(asked, survey)),
            least=0,
            most=min(asked.most, len(_keys(asked, survey))),
        )
        for asked in QUESTIONS
        if asked.part == filling.page
    )
    lines = [
        t.many("{question} (one at most)", "{question} ({count} at most)", asked.most, question=t(asked.text))
        for asked in QUESTIONS
        if asked.part == filling.page
    ]
    back = (Button(t("One back"), _to("page", replace(filling, page=filling.page - 1))),) if filling.page else ()
    on = Button(t("Go on"), _to("page", replace(filling, page=filling.page + 1)), "primary")
    title = t("{number} of {all}: {part}", number=filling.page + 1, all=len(PARTS), part=t(PARTS[filling.page]))
    return Card("\n".join(f"• {line}" for line in lines), title, (), "", (*back, on), selects)


def last_card(t: Texts, survey: Survey, community: Community, filling: Filling) -> Card:
    """Return all choices, and the two ways to send them."""
    chosen = unpack(filling.code, survey.topics)
    fields = tuple(
        (t(asked.text), ", ".join(choice_name(asked, key, community, t) for key in chosen[asked.key]))
        for asked in QUESTIONS
        if asked.key in chosen
    )
    text = t(
        "These are your answers. May policymakers read ranges with yours in them, of what is hard and what people want "
        "to learn? They are told no more than that, and only in the digest, which members see first.\n\nSomething "
        "you'd say in your own words? `/issue raise` and `/share new` are the place: you see the exact words before "
        "anybody else does."
    )
    both, members = (Address("survey", name, str(filling)) for name in ("send_told", "send"))
    buttons = (
        Button(t("Send, and count me in the digest"), both, "primary"),
        Button(t("Send, for members only"), members, "primary"),
        Button(t("One back"), _to("page", replace(filling, page=len(PARTS) - 1))),
    )
    return Card(text, t("Send it?"), fields, "", buttons)


def sent_card(t: Texts, survey: Survey, *, is_first: bool, may_be_told: bool) -> Card:
    """Return what somebody reads once their answers are in their envelope."""
    done = t("Your answers are in.") if is_first else t("Your answers are changed.")
    told = (
        t("They count for members, and in the digest's ranges.") if may_be_told else t("They count for members only.")
    )
    more = t(
        "Until {until} you can change them or take them back with `/survey answer`. Then everybody sees what it found.",
        until=discord_time(survey.closes_at, "f"),
    )
    return Card(f"{done} {told}\n{more}", t("Thank you"))


def _keys(asked: Question, survey: Survey) -> tuple[str, ...]:
    return choices_of(asked, survey.topics)


def _choice(t: Texts, asked: Question, key: str, community: Community, chosen: bool) -> Choice:
    topic = community.topic(key) if not asked.options else None
    about = shorten(t.named(topic.about), LONGEST_CHOICE) if topic is not None else ""
    return Choice(shorten(choice_name(asked, key, community, t), LONGEST_CHOICE), key, about, chosen)


def _to(action: str, filling: Filling) -> Address:
    return Address("survey", action, str(filling))
