"""The figures that rules decide by, as they were decided: members are told many, so none changes by accident."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType

import pytest

from archive.consent import rules as consent
from archive.issues import rules as issues
from archive.issues.anonymous import rules as unnamed
from archive.responses import rules as responses
from bot.backups import rules as backups
from bot.search import rules as search
from cogs.archive import rules as archive
from cogs.calendar import rules as calendar
from cogs.forum import rules as forum
from cogs.forum.introducing import rules as introducing
from cogs.forum.prompting import rules as prompting
from cogs.forum.reaching import rules as reaching
from cogs.forum.reading import rules as reading
from cogs.forum.reflecting import rules as reflecting
from cogs.forum.styles import rules as styles
from cogs.issues import rules as raising
from cogs.meetups import rules as meetups
from cogs.meetups.circles import rules as circles
from cogs.members.firstweek import rules as firstweek
from cogs.mentoring.browse import rules as browse
from cogs.mentoring.following import rules as following
from cogs.mentoring.health import rules as health
from cogs.mentoring.keeping import rules as keeping
from cogs.mentoring.rounds import rules as rounds
from cogs.rooms.flags import rules as flags
from cogs.rooms.starters import rules as starters
from cogs.survey import rules as survey
from cogs.webinars import rules as webinars
from cogs.webinars.after import rules as after
from cogs.webinars.changing import rules as changing
from cogs.webinars.polling import rules as polling
from cogs.webinars.proposing import rules as proposing


def days(number: float) -> timedelta:
    return timedelta(days=number)


FIGURES: list[tuple[ModuleType, dict[str, object]]] = [
    (consent, {"MOST_CHARACTERS": 1500, "ASKED": {"digest": 1, "archive": 2, "count": 1}}),
    (unnamed, {"LATEST": days(31)}),
    (issues, {"MOST_CHARACTERS": 4000}),
    (responses, {"MOST_CHARACTERS": 1500, "MOST_YEARS_AHEAD": 5}),
    (backups, {"NIGHT_HOUR": 3}),
    (search, {"MOST_WORDS": 12}),
    (archive, {"ON_A_PAGE": 5}),
    (calendar, {"PATH": "/calendar/"}),
    (introducing, {"HOSTS": 2, "MOST_ASKED": 6, "MOST_HELD": 2, "REST": days(28), "PATIENCE": days(7)}),
    (introducing, {"YEAR": days(365), "LEAST_SEATED": 4}),
    (prompting, {"HOUR": 9, "MOST_TELLING": 3000}),
    (reaching, {"MOST_AT_ONCE": 2, "MOST_FOR_ONE": 4, "REST": days(14), "REMEMBERED": days(365), "STEP": 2}),
    (reaching, {"FOR_TOPIC": 2, "FOR_SCHOOL": 1}),
    (reading, {"HOUR": 9, "WEEK": days(7), "LONGEST_COVERED": days(28), "UNANSWERED_FOR": days(28)}),
    (reading, {"MOST_OF_A_KIND": 4}),
    (reflecting, {"MOSTLY": 2, "PARTLY": 1, "CLOSE": 0.05, "MOST_LEADS": 3, "LEAST_STYLES": 2}),
    (forum, {"MOST_TITLE": 100, "MOST_WORDS": 2500, "MOST_TRIED": 1200, "MOST_ANSWER": 3500, "MOST_CLOSING": 600}),
    (forum, {"TAGS_ON_A_POST": 5, "DRAFTS_KEPT": days(7), "HALF_LIFE": days(365)}),
    (forum, {"WORTH": {"closing": 1.5, "answer": 1.25, "telling": 1.0, "question": 1.0}}),
    (styles, {"MOST_TOPICS": 3, "MOST_LINKS": 4}),
    (raising, {"NO_TOPIC": "-"}),
    (circles, {"MOST_WISHES": 3, "PEERS": ("practitioners", "principals", "leads")}),
    (meetups, {"MOST_TITLE": 80, "LEAST_MINUTES": 15, "MOST_MINUTES": 180, "MOST_IN_SPACE": 5, "FARTHEST": days(366)}),
    (meetups, {"MEETS_IN": {"room", "thread", "voice"}}),
    (firstweek, {"FROM_HOUR": 9, "UNTIL_HOUR": 18, "DAY": days(1)}),
    (browse, {"MOST_OPEN": 3, "DAYS_TO_ANSWER": days(7), "AGAIN_AFTER": days(60)}),
    (following, {"BETWEEN_QUESTIONS": days(7), "TO_ANSWER": days(7)}),
    (health, {"LEAST": 5, "BANDS": (7, 14, 28, 56)}),
    (keeping, {"KEPT": days(56), "SETTLES": days(70), "FIRST_MONTH": 8, "COUNTED": ("met", "worth", "more")}),
    (rounds, {"FIRST_HOUR": 9, "YEAR_DAYS": 365, "WEEKDAYS": ("mon", "tue", "wed", "thu", "fri")}),
    (flags, {"LIVE": {"open", "kept"}, "MOST_LIVE": 3, "MOST_MISTAKEN": 2, "REMEMBERED": days(90)}),
    (flags, {"PATIENCE": days(3)}),
    (starters, {"HOUR": 9, "DAYS_LATE": 5, "DISCORD_BEGAN": 1_420_070_400_000}),
    (survey, {"AUTUMN": 8, "SPRING": 2, "REMINDED_BEFORE": days(3)}),
    (after, {"CAME_FOR": days(0.5), "RATED_FOR": days(7), "LATER": days(30), "CHANGED_FOR": days(10)}),
    (after, {"LOOKED_BACK": days(14), "MOST_TITLE": 100, "MOST_LINK": 500, "ON_A_PAGE": 5}),
    (changing, {"MOST_REASON": 300}),
    (polling, {"MOST_TIMES": 25, "BEST": 3}),
    (proposing, {"SUPPORTERS": 3, "MOST_OPEN": 3, "MOST_AIM": 600, "MOST_FORMAT": 300, "MOST_SPEAKERS": 300}),
    (proposing, {"LOOKS_FOR": days(30), "MOST_LINK": 500, "OPEN": ("seeking", "planning", "scheduled")}),
    (webinars, {"MOST_TITLE": 100, "LEAST_MINUTES": 15, "MOST_MINUTES": 240, "MOST_PLACES": 1000, "AHEAD": days(366)}),
]


@pytest.mark.parametrize(("rules", "figures"), FIGURES)
def test_a_figure_is_what_was_decided(rules: ModuleType, figures: dict[str, object]) -> None:
    assert {name: getattr(rules, name) for name in figures} == figures
