"""Meetups as their space and their members see them. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.calendar.recurrence import Rhythm, nth_of
from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card
from cogs.meetups.model import Meeting, Meetup
from config.texts import N_, Texts

RHYTHM_NAMES: Mapping[Rhythm, str] = {
    "weekly": N_("every week"),
    "fortnightly": N_("every two weeks"),
    "monthly": N_("every month, on the same date"),
    "weekday": N_("every month, on the same weekday"),
}
WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
NTH: Mapping[int, str] = {
    1: N_("on the first {weekday} of the month"),
    2: N_("on the second {weekday} of the month"),
    3: N_("on the third {weekday} of the month"),
    4: N_("on the fourth {weekday} of the month"),
    -1: N_("on the last {weekday} of the month"),
}
MOST_LISTED = 5


@dataclass(frozen=True)
class Listed:
    """A meetup in somebody's list."""

    meetup: Meetup
    following: Meeting | None
    is_mine: bool


def rhythm(t: Texts, meetup: Meetup) -> str:
    """Return how often it meets, in words: *on the third Tuesday of the month*."""
    day = meetup.first.date()
    weekday = t(WEEKDAYS[day.weekday()])
    if meetup.rhythm == "weekday":
        return t(NTH[nth_of(day)], weekday=weekday)
    if meetup.rhythm == "monthly":
        return t("every month on day {day}", day=day.day)
    if meetup.rhythm == "fortnightly":
        return t("every second {weekday}", weekday=weekday)
    return t("every {weekday}", weekday=weekday)


def begun(t: Texts, meetup: Meetup, following: Meeting | None, *, host: int | None, is_new: bool) -> Card:
    """Return what the space is told when a meetup starts or meets otherwise from now on."""
    lines = [
        t(
            "Peers meet here {rhythm} at {clock} ({zone}), for {minutes} minutes; not in school breaks.",
            rhythm=rhythm(t, meetup),
            clock=f"{meetup.first:%H:%M}",
            zone=meetup.zone.key,
            minutes=meetup.minutes,
        ),
        _next(t, following),
    ]
    lines += [_hosted(t, host)] if following is not None and host is not None else []
    title = meetup.title if is_new else t("{title}: new times", title=meetup.title)
    return Card(title=title, text="\n".join(lines), buttons=_buttons(t, meetup))


def announced(t: Texts, meetup: Meetup, meeting: Meeting, *, host: int | None) -> Card:
    """Return what the space is told some days before a meeting, and the day before."""
    text = f"{_next(t, meeting)}\n{_hosted(t, host)}"
    take = (Button(t("I'll host"), Address("meetups", "host", str(meeting.id))),) if host is None else ()
    return Card(title=meetup.title, text=text, buttons=(*_buttons(t, meetup), *take))


def skipped(t: Texts, meetup: Meetup, meeting: Meeting, following: Meeting | None) -> Card:
    """Return what the space is told when a meeting is called off."""
    text = t("The meeting of {time} is not held.", time=discord_time(meeting.starts_at))
    return Card(title=meetup.title, text=f"{text}\n{_next(t, following)}")


def ended(t: Texts, meetup: Meetup) -> Card:
    """Return what the space is told when a meetup ends."""
    text = t("This peer meeting has come to its end. Thank you for meeting. /meetup start begins another.")
    return Card(title=meetup.title, text=text)


def told_skipped(t: Texts, meeting: Meeting, following: Meeting | None) -> Card:
    """Return what whoever called a meeting off is told, with a way back."""
    text = t("The meeting of {time} is called off, and the room is told.", time=discord_time(meeting.starts_at))
    back = Button(t("Hold it after all"), Address("meetups", "unskip", str(meeting.id)))
    return Card(text=f"{text} {_next(t, following)}", buttons=(back,))


def confirm_end(t: Texts, meetup: Meetup) -> Card:
    """Return the question before a meetup ends for everybody."""
    text = t("“{title}” ends for everybody who comes. Meetings that were stay as they were.", title=meetup.title)
    return Card(text=text, buttons=(Button(t("End it"), Address("meetups", "end", str(meetup.id)), "danger"),))


def joined(t: Texts, meetup: Meetup, following: Meeting | None) -> Card:
    """Return the welcome of somebody who comes."""
    text = t(
        "You're in. {following} You are reminded an hour before, and now and then it is your turn to host.",
        following=_next(t, following),
    )
    leave = Button(t("Leave it"), Address("meetups", "leave", str(meetup.id)))
    return Card(title=meetup.title, text=text, buttons=(_file(t, meetup), leave))


def listing(t: Texts, listed: Sequence[Listed]) -> Card:
    """Return somebody's meetups and those they may join here, each with its button."""
    if not listed:
        return Card(
            text=t(
                "No peer meeting is planned in your rooms. /meetup start begins one; /meetup circle finds you peers."
            )
        )
    shown = listed[:MOST_LISTED]
    lines = [
        f"**{place}. {each.meetup.title}** · <#{each.meetup.channel_id}>\n{rhythm(t, each.meetup)}\n"
        f"{_next(t, each.following)}"
        for place, each in enumerate(shown, 1)
    ]
    return Card(
        title=t("Peer meetings"),
        text="\n\n".join(lines),
        buttons=tuple(_list_button(t, place, each) for place, each in enumerate(shown, 1)),
    )


def _list_button(t: Texts, place: int, each: Listed) -> Button:
    if each.is_mine:
        return Button(t("{place}: Leave it", place=place), Address("meetups", "leave", str(each.meetup.id)))
    return Button(t("{place}: Count me in", place=place), Address("meetups", "join", str(each.meetup.id)), "primary")


def _buttons(t: Texts, meetup: Meetup) -> tuple[Button, ...]:
    return Button(t("Count me in"), Address("meetups", "join", str(meetup.id)), "primary"), _file(t, meetup)


def _file(t: Texts, meetup: Meetup) -> Button:
    return Button(t("For my calendar"), Address("meetups", "file", str(meetup.id)))


def _next(t: Texts, meeting: Meeting | None) -> str:
    if meeting is None:
        return t("No next meeting is in sight.")
    return t("Next: {time}.", time=discord_time(meeting.starts_at))


def _hosted(t: Texts, host: int | None) -> str:
    return t("Host: {host}.", host=f"<@{host}>") if host is not None else t("It has no host yet.")
