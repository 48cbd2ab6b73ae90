"""How each step stands now, in a few lines. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from babel.dates import format_date

from bot.people.roster import PEOPLE_COLUMNS, SITE_COLUMNS
from cogs.setup.wizard.reading import weekday_line
from cogs.setup.wizard.rules import State, Step
from cogs.setup.wizard.saying import LANGUAGES, MOST_NAMED
from config.texts import N_, Texts

MOST_DAYS_OFF = 8
FILES = ((N_("sites"), SITE_COLUMNS), (N_("people"), PEOPLE_COLUMNS))
WEEKDAYS: Mapping[str, str] = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
}


def present(step: Step, state: State, t: Texts) -> str:
    """Return what stands now, line by line."""
    return "\n".join(line for line in SAYS[step](state, t) if line)


def read_everything(state: State, t: Texts) -> str:
    """Return who can read every space on Discord, whatever anybody does."""
    people, bots = _accounts(state.administrators), _accounts(state.administrator_bots)
    lines = [
        t("<@{owner}>, who owns this server", owner=state.owner_id),
        t("Administrators: {people}", people=people) if people else "",
        t("Bots with Administrator: {bots}. Take it from them if they can do without.", bots=bots) if bots else "",
    ]
    return "\n".join(line for line in lines if line)


def _server(state: State, t: Texts) -> list[str]:
    fine = not (state.missing or state.out_of_reach)
    return [t("I have every permission, and stand above the roles I manage.") if fine else t("Something is missing.")]


def _language(state: State, t: Texts) -> list[str]:
    others = ", ".join(t(name) for language, name in LANGUAGES.items() if language != state.language)
    return [
        t(LANGUAGES.get(state.language, LANGUAGES["en"])),
        t(
            "For another language ({others}): open Server Settings, Enable Community once, then Overview, Server "
            "Primary Language. Then *Check again*.",
            others=others,
        ),
    ]


def _roster(state: State, t: Texts) -> list[str]:
    if not state.people:
        lines = [f"{t(name)}: {', '.join(columns)}" for name, columns in FILES]
        return [t("Nobody yet. Your two files begin with these columns:"), *lines]
    sites = t.many("One site", "{count} sites", state.sites)
    people = t.many("one person", "{count} people", state.people)
    above = t.many("one supervises somebody", "{count} supervise somebody", state.supervisors)
    joined = t.many("One has joined.", "{count} have joined.", state.joined)
    return [f"{sites}, {people}; {above}.", joined]


def _stewards(state: State, t: Texts) -> list[str]:
    if not state.stewards:
        return [t("Nobody yet.")]
    waiting = t.some(state.waiting, MOST_NAMED)
    return [
        t.some(state.stewards, MOST_NAMED),
        t("Still to join with their code: {names}.", names=waiting) if waiting else "",
    ]


def _calendar(state: State, t: Texts) -> list[str]:
    calendar = state.community.calendar
    days = [(one.first, one.last, one.name, one.districts) for one in calendar.breaks]
    days += [(one.day, one.day, one.name, ()) for one in calendar.holidays]
    lines = [_days_off(*each, t) for each in sorted(days)]
    more = len(lines) - MOST_DAYS_OFF
    return [
        t("School is held on {days}.", days=weekday_line(calendar, t.language)),
        *lines[:MOST_DAYS_OFF],
        t.many("and {count} more", "and {count} more", more) if more > 0 else "",
        _zone(state, t),
    ]


def _zone(state: State, t: Texts) -> str:
    if state.community.calendar.zone:
        return t("Time zone: {zone}, as it was set here.", zone=state.zone)
    if state.sites:
        return t("Time zone: {zone}, where most of your sites are.", zone=state.zone)
    return t("Time zone: {zone}, until the roster says where your sites are.", zone=state.zone)


def _topics(state: State, t: Texts) -> list[str]:
    topics = ", ".join(t.named(topic.label) for topic in state.community.topics)
    styles = ", ".join(t.named(style.label) for style in state.community.forum.styles)
    return [t("Topics: {names}.", names=topics), t("Ways of leading: {names}.", names=styles) if styles else ""]


def _mentoring(state: State, t: Texts) -> list[str]:
    rule = state.community.mentoring
    weeks, day = rule.weeks_between_rounds, t(WEEKDAYS[rule.round_weekday])
    return [
        t.many(
            "Every week, on {day} or the first school day after it.",
            "Every {count} weeks, on {day} or the first school day after it.",
            weeks,
            day=day,
        )
        if weeks
        else t("Only when a steward types /mentor round."),
        t.many(
            "Whoever is proposed has one day to answer; days off don't count.",
            "Whoever is proposed has {count} days to answer; days off don't count.",
            rule.days_to_answer,
        ),
    ]


def _rooms(state: State, t: Texts) -> list[str]:
    planned = (f"{t(readers)}: {', '.join(_space(*each, t) for each in spaces)}" for readers, spaces in state.planned)
    return [*planned, t("On every card: {line}", line=t.named(state.community.safety.line))]


def _mail(state: State, t: Texts) -> list[str]:
    return [
        t("From {address}.", address=state.mail_from) if state.mail_from else t("No sender is set."),
        t("Policymakers' replies go to {address}.", address=state.reply_to)
        if state.reply_to
        else t("No address for policymakers' replies is set."),
    ]


def _recipients(state: State, t: Texts) -> list[str]:
    return [
        t.many("One policymaker.", "{count} policymakers.", state.recipients) if state.recipients else t("Nobody yet.")
    ]


def _space(name: str, kind: str, t: Texts) -> str:
    return t("{name} (voice)", name=name) if kind == "voice" else name


def _days_off(first: date, last: date, name: str, districts: tuple[str, ...], t: Texts) -> str:
    begins, ends = (format_date(day, "d MMM y", locale=t.language) for day in (first, last))
    when = begins if first == last else t("{first} to {last}", first=begins, last=ends)
    return f"{name}: {when} ({', '.join(districts)})" if districts else f"{name}: {when}"


def _accounts(ids: tuple[int, ...]) -> str:
    return ", ".join(f"<@{each}>" for each in ids)


SAYS: Mapping[Step, Callable[[State, Texts], list[str]]] = {
    "server": _server,
    "language": _language,
    "roster": _roster,
    "stewards": _stewards,
    "calendar": _calendar,
    "topics": _topics,
    "mentoring": _mentoring,
    "rooms": _rooms,
    "mail": _mail,
    "recipients": _recipients,
}
