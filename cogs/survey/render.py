"""What everybody is told of a survey, and what a steward reads. No I/O."""

from __future__ import annotations

from archive.needs.model import Report
from archive.needs.surveys import Survey
from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card
from config.texts import Texts


def opened(t: Texts, survey: Survey) -> Card:
    """Return what the spaces read when a survey opens."""
    text = t(
        "What is hard, what works, what would you like to learn? Eight lists to choose from, three minutes, without "
        "your name. It is open until {until}; what it finds is shown here first.\n\nGive the command `/survey answer`.",
        until=discord_time(survey.closes_at, "f"),
    )
    return Card(text, t("A survey: what do you need?"), buttons=(answer_button(t),))


def answer_button(t: Texts) -> Button:
    """Return the button that begins."""
    return Button(t("Show me the questions"), Address("survey", "begin"), "primary")


def reminder(t: Texts, survey: Survey) -> Card:
    """Return the one reminder: everybody gets it, whether they have answered or not."""
    text = t(
        "The survey of what you need is open until {until}. If you have answered, thank you: nobody can tell, so "
        "everybody is reminded, this once.",
        until=discord_time(survey.closes_at, "f"),
    )
    stop = Button(t("Never remind me of surveys"), Address("survey", "stop"))
    return Card(text, t("Three minutes, without your name"), buttons=(answer_button(t), stop))


def stopped(t: Texts, *, is_stopped: bool) -> Card:
    """Return what somebody reads who wants no reminders, or wants them again."""
    if is_stopped:
        again = Button(t("Remind me again"), Address("survey", "unstop"))
        return Card(t("You won't be reminded of surveys. They still open in your rooms."), buttons=(again,))
    return Card(t("You'll be reminded of surveys, once each."))


def closed(t: Texts, found: Report) -> Card:
    """Return what the spaces read when a survey has closed."""
    if not found.parts:
        text = t("Too few answered to show anything without pointing at somebody. All answers were deleted.")
        return Card(text, t("The survey has closed"))
    text = t(
        "Thank you. All answers were counted at once and deleted; what is left are ranges. You see them first: "
        "`/survey results`."
    )
    return Card(text, t("The survey has closed"))


def called_off(t: Texts) -> Card:
    """Return what the spaces read when a survey was called off."""
    text = t("A steward called it off. What was answered was deleted unread; there is nothing you need to do.")
    return Card(text, t("The survey was called off"))


def lost(t: Texts) -> Card:
    """Return what stewards are told when a survey's key is gone."""
    text = t(
        "The key of the survey that was open is gone, as after a backup was brought back. Nobody can read what was "
        "answered, so it was deleted. You can open another one in this half of the year: /survey open."
    )
    return Card(text, t("The survey can't be counted"))


def about_to_open(t: Texts, day: str, survey_ends: str) -> Card:
    """Return what a steward reads before a survey opens."""
    text = t(
        "It is open until {until}, for every member but those who receive the digest. It is announced in every room; "
        "everybody who didn't opt out is reminded once. Nobody sees a figure before it closes, stewards included, and "
        "nobody can close it earlier. There is one in each half of the school year.",
        until=survey_ends,
    )
    return Card(text, t("Open a survey?"), buttons=(Button(t("Open it"), Address("survey", "open", day), "primary"),))


def is_open(t: Texts, survey: Survey, *, not_taken: str = "") -> Card:
    """Return what a steward reads of a survey that is open; `not_taken` is a day that was given for another one."""
    text = t(
        "The survey is open until {until}. How many have answered is shown to nobody before that. If something about "
        "it is wrong, call it off: all answers are deleted unread, and you can open another.",
        until=discord_time(survey.closes_at, "f"),
    )
    if not_taken:
        holds = t(
            "“{day}” was not taken: this one keeps its day, which members were told. For another day, call it off and "
            "give /survey open again.",
            day=not_taken,
        )
        text = f"{holds}\n\n{text}"
    off = Button(t("Call it off"), Address("survey", "off", f"{survey.id:x}"), "danger")
    return Card(text, t("A survey is open"), buttons=(off,))
