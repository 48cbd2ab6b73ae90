"""The weekly conversation starter: when it is due in a room, and what it asks. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.school import SchoolCalendar
from bot.cards import Card
from config.community import Community
from config.texts import N_, Texts
from config.topics import Topic

HOUR = 9  # in the network's time zone, on Monday
DAYS_LATE = 5  # after a longer silence of the bot's, the next Monday will do
DISCORD_BEGAN = 1_420_070_400_000  # Discord's documentation, "Snowflakes": milliseconds since 1970

OPENERS = (
    N_("A new week, and a question about **{topic}**."),
    N_("Let's talk about **{topic}** this week."),
    N_("This week's question is about **{topic}**."),
)
QUESTION = N_("What is one step forward you have made with it lately, and what is one obstacle in your way?")
INVITATION = N_("A line or two is plenty, and an answer to somebody else's obstacle counts double.")


def monday(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment in this week at which starters are due."""
    local = now.astimezone(zone)
    day = local.date() - timedelta(days=local.weekday())
    return datetime(day.year, day.month, day.day, HOUR, tzinfo=zone)


def week_due(now: datetime, made_at: datetime, zone: ZoneInfo) -> str | None:
    """Return the week whose starter is due in a room, such as ``2026-W10``; None where none is.

    A room's first one comes on the first Monday after it was made.
    """
    due_at = monday(now, zone)
    if not due_at <= now < due_at + timedelta(days=DAYS_LATE) or made_at > due_at:
        return None
    year, week, _ = due_at.isocalendar()
    return f"{year}-W{week:02}"


def may_ask(now: datetime, school: SchoolCalendar) -> bool:
    """Tell whether this week's first school day has come to the hour of asking, and today is not off."""
    due_at = monday(now, school.zone)
    begins = due_at + (school.next_school_day(due_at.date()) - due_at.date())
    return begins <= now and not school.is_paused(now)


def made_at(channel_id: int) -> datetime:
    """Return when a channel was made: Discord's ids carry it."""
    return datetime.fromtimestamp(((channel_id >> 22) + DISCORD_BEGAN) / 1000, UTC)


def topic_of_week(week: str, channel_id: int, community: Community, own: str | None) -> Topic:
    """Return what is asked about: a room's own topic, else the vocabulary's next one, another order in every room."""
    chosen = community.topic(own) if own is not None else None
    return chosen or community.topics[_turn(week, channel_id) % len(community.topics)]


def starter_card(week: str, channel_id: int, topic: Topic, community: Community, t: Texts) -> Card:
    """Return the question of a week: one step forward, one obstacle."""
    opener = OPENERS[_turn(week, channel_id) % len(OPENERS)]
    text = f"{t(opener, topic=t.named(topic.label))} {t(QUESTION)}\n{t(INVITATION)}"
    return Card(title=t("One step, one obstacle"), text=text, footer=t.named(community.safety.line))


def _turn(week: str, channel_id: int) -> int:
    """Return a number that grows by one from week to week, across years too."""
    year, number = week.split("-W")
    return datetime.fromisocalendar(int(year), int(number), 1).toordinal() // 7 + channel_id
