"""What reads words that somebody typed, by itself: every reader of a date, a number, a name, a code, a link, a text.

A value in an interaction costs a hundredth of a second, most of it for looking up rows; here ten thousand for each
reader take a minute. A reader returns something or raises a refusal, whatever it is given.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from archive.anonymize.patterns import find_patterns
from archive.anonymize.tokens import fold, tokens_of
from archive.issues.rules import Draft, check_draft
from bot.anonymity.receipts import read_receipt
from bot.anonymity.words import clean
from bot.calendar.days import weekday
from bot.calendar.rules import parse_local
from bot.calendar.week import parse_hours
from bot.calendar.when import parse_when
from bot.cards import Address
from bot.database.ids import read_id
from bot.errors import Refusal
from bot.people.codes import code_digest
from bot.people.model import name_key
from bot.search.rules import words_in
from bot.search.terms import terms_of
from bot.text.rules import readable
from bot.text.words import words_of
from bot.ui.render import shorten
from cogs.archive.rules import checked_month
from cogs.forum.asking.asking import checked as checked_question
from cogs.forum.asking.asking import typed as typed_question
from cogs.issues.looking import picked
from cogs.meetups.reading import read_day as meeting_day
from cogs.mentoring.holding.holding import read_day as day_back
from cogs.mentoring.saving import read_capacity, read_names
from cogs.mentoring.wishes import read_side
from cogs.rooms.opened.proposal import channel_name, initiative_named, plain_purpose, sites_named
from cogs.setup.wizard.reading import addresses, read_calendar, read_styles, read_topics
from cogs.survey.rules import read_day as last_day
from cogs.webinars.after.rules import checked_link
from cogs.webinars.polling.rules import lines_of
from cogs.webinars.proposing.rules import check_link
from config.community import default_community
from tests.soak.fuzzing.values import some, texts

CHICAGO, NOW = ZoneInfo("America/Chicago"), datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
COMMUNITY = default_community()
TOPICS = [topic.key for topic in COMMUNITY.topics]
READERS: Mapping[str, Callable[[str], object]] = {
    "a button's address": Address.parse,
    "a button's target": read_id,
    "a side of mentoring": read_side,
    "a receipt": read_receipt,
    "a code": lambda said: code_digest(said, b"k" * 32),
    "an issue on a list": picked,
    "an exact time": lambda said: parse_local(said, CHICAGO, now=NOW),
    "a time": lambda said: parse_when(said, CHICAGO, now=NOW),
    "times to choose from": lambda said: [parse_when(line, CHICAGO, now=NOW) for line in lines_of(said)],
    "hours of the week": parse_hours,
    "a weekday": weekday,
    "a month": checked_month,
    "the day of a meetup": meeting_day,
    "the day one is back": lambda said: day_back(said, CHICAGO, NOW),
    "a survey's last day": last_day,
    "days off": lambda said: read_calendar(said, "mon, tue"),
    "days of school": lambda said: read_calendar("", said),
    "topics": lambda said: read_topics(said, COMMUNITY.topics),
    "ways of leading": lambda said: read_styles(said, COMMUNITY.forum.styles),
    "mail addresses": addresses,
    "how many mentees": lambda said: read_capacity(said, COMMUNITY),
    "names to keep apart from": read_names,
    "a person's name": name_key,
    "sites": lambda said: sites_named(said, ()),
    "an initiative": lambda said: initiative_named(said, ()),
    "a room's name": channel_name,
    "a room's purpose": plain_purpose,
    "a link to a recording": checked_link,
    "a link to a meeting": check_link,
    "words without a name": clean,
    "an issue": lambda said: check_draft(Draft(said), TOPICS),
    "an issue on a topic": lambda said: check_draft(Draft("The bus is late.", topic=said), TOPICS),
    "a question": lambda said: checked_question(typed_question({"title": said, "words": said, "tried": said})),
    "words to look for": lambda said: (words_in(said), terms_of(said), words_of(said), readable(said)),
    "words to anonymize": lambda said: (list(find_patterns(said, frozenset())), tokens_of(said), fold(said)),
    "words on a card": lambda said: shorten(said, 40),
}


def read_all(each: int, seed: int) -> tuple[int, list[str]]:
    """Give every reader so many values; return how many that were, and what was neither read nor refused."""
    found = []
    for name, read in READERS.items():
        for value in some(texts(random.Random(f"{name} {seed}")), each):  # noqa: S311 -- the same on every run
            try:
                read(value)
            except Refusal:
                continue
            except Exception as error:  # noqa: BLE001 -- what is looked for
                found.append(f"{name} ← {value!r:.200}: {error!r:.200}")
    return each * len(READERS), found
