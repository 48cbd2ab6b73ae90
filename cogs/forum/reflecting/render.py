"""The private cards of a reflection. No I/O."""

from __future__ import annotations

from bot.cards import Button, Card
from cogs.forum.prompting.render import style_label
from cogs.forum.reflecting.rules import QUESTIONS, SCALE, Result, result_of
from cogs.forum.render import button
from config.community import Community
from config.texts import Texts

LONGEST_BAR = 12


def begin_card(t: Texts, *, is_counted: bool) -> Card:
    """Return what a reflection is, before the first question."""
    text = t(
        "Ten statements about how you lead; say how often each is true of you. It takes three minutes and is no test: "
        "it shows which ways of leading you lean to these days.\n\nOnly you see it. Your answers stand in this message "
        "and nowhere else; when it closes, they are gone. Until then you can go on whenever you like."
    )
    buttons = [button(t("Begin"), "reflect", "", "primary")]
    if is_counted:
        text += "\n\n" + t("You agreed earlier to be counted in /forum styles.")
        buttons.append(button(t("Count me no more"), "reflect_uncount", ""))
    return Card(text, t("How you lead"), (), "", tuple(buttons))


def question_card(t: Texts, answers: str) -> Card:
    """Return the next statement, with a button for each answer and one to go back."""
    number = len(answers)
    scale = tuple(button(t(name), "reflect", f"{answers}{place}") for place, name in enumerate(SCALE, start=1))
    back: tuple[Button, ...] = (button(t("One back"), "reflect", answers[:-1]),) if answers else ()
    title = t("{number} of {all}", number=number + 1, all=len(QUESTIONS))
    return Card(t(QUESTIONS[number].text), title, (), t("How often is that true of you?"), (*scale, *back))


def result_card(t: Texts, answers: str, community: Community) -> Card:
    """Return what the answers lean to, and what can be done with it."""
    result = _result(answers, community)
    count = [
        button(t("Count me: {style}", style=style_label(style, community, t)), "reflect_count", style)
        for style in result.leads
    ]
    keep = button(t("Send it to me"), "reflect_send", answers)
    again = button(t("One back"), "reflect", answers[:-1])
    text = (
        "\n".join(_lines(t, result, community))
        + "\n\n"
        + t(
            "It says how you answered today, no more. It is stored nowhere.\n\nIf you like, be counted under what you "
            "lean to: /forum styles shows how many of you do, from {people} people on, and never who. You can take it "
            "back at any time, with /forum reflect.",
            people=community.publication.people,
        )
    )
    return Card(text, t("What you lean to"), (), "", (*count, keep, again))


def sent_card(t: Texts, answers: str, community: Community) -> Card:
    """Return the result as it is sent to whoever asked for it: without what could be pressed by mistake."""
    return Card("\n".join(_lines(t, _result(answers, community), community)), t("What you lean to"))


def _result(answers: str, community: Community) -> Result:
    return result_of(answers, [style.key for style in community.forum.styles])


def _lines(t: Texts, result: Result, community: Community) -> list[str]:
    leads = ", ".join(style_label(style, community, t) for style in result.leads)
    first = t("You lean to: **{styles}**.", styles=leads) if leads else t("You use all of these about alike.")
    order = sorted(result.shares, key=lambda style: -result.shares[style])
    return [first, "", *(_line(t, style_label(style, community, t), result.shares[style]) for style in order)]


def _line(t: Texts, label: str, share: float) -> str:
    """Return a way of leading, in words how often, then a bar that only repeats them."""
    often = t(SCALE[round(share * (len(SCALE) - 1))])
    return f"{label}: {often.lower()} {'▪' * round(share * LONGEST_BAR)}".rstrip()
