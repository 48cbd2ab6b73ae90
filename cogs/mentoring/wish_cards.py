"""The private cards on which a wish is put together, its form, and what is read once it is saved. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card, Choice, Form, Input, Select
from bot.text.languages import language_key, language_name
from cogs.mentoring.hours import BLOCKS, block_name, block_times
from cogs.mentoring.model import MentoringWish
from cogs.mentoring.said import DISTRICT_NAMES, LEVEL_NAMES, RHYTHM_NAMES
from cogs.mentoring.saving import LONGEST_NAME, MOST_NAMES
from cogs.mentoring.wishes import Draft
from config.community import Community
from config.texts import Texts

LONGEST_LINE = 300


def wish_card(t: Texts, draft: Draft, community: Community) -> Card:
    """Return the first card: topics, languages, rhythm, and for an offer who can find it."""
    wish, side = draft.wish, draft.wish.side
    if side == "mentee":
        title = t("Ask for a mentor")
        text = t("Choose what you'd like help with and the languages you speak. Then write a line about yourself.")
    else:
        title = t("Offer to mentor")
        text = t("Choose what you can help with and the languages you speak. Then write a line about yourself.")
    topics = tuple(
        Choice(t.named(topic.label), topic.key, t.named(topic.about), topic.key in wish.topics)
        for topic in community.topics
    )
    spoken = set(map(language_key, wish.languages))
    languages = tuple(
        Choice(language_name(t, name), name, chosen=language_key(name) in spoken) for name in draft.languages
    )
    return Card(
        title=title,
        text=f"{text} {_stays(t)}",
        fields=((t("Who can find you"), _who_finds(t, wish)), *_wanted(t, draft, community))
        if side == "mentor"
        else (),
        selects=(
            Select(t("Topics"), Address("mentoring", "topics", side), topics, most=len(topics)),
            Select(t("Languages"), Address("mentoring", "languages", side), languages, most=len(languages)),
            _open_choice(t, t("How often? (Leave empty: any)"), "rhythm", side, RHYTHM_NAMES, wish.rhythm),
        ),
        buttons=(
            Button(t("Write a line and save"), Address("mentoring", "words", side), "primary"),
            Button(t("When and with whom"), Address("mentoring", "when", side)),
            *_listing_button(t, wish),
        ),
    )


def when_card(t: Texts, draft: Draft) -> Card:
    """Return the second card: hours, level, district, and whom never. Everything on it may stay empty."""
    wish, side = draft.wish, draft.wish.side
    zone = draft.zone.replace("_", " ")
    lines = [t("All of this may stay empty: what you leave open stands in nobody's way. {stays}", stays=_stays(t))]
    lines.append(t("Hours are by your clock ({zone}).", zone=zone))
    lines.append(
        t(
            "Whom you name under “never” is known to you alone: nobody sees it, they least of all, and it only ever "
            "looks as if nobody were free."
        )
    )
    if draft.names:
        lines.append(t("By name you wrote: {names}.", names=", ".join(draft.names)))
    blocks = (Choice(block_name(t, each), each, block_times(each), each in wish.hours) for each in BLOCKS)
    address = Address("mentoring", "hours", side)
    return Card(
        title=t("When and with whom"),
        text="\n\n".join(lines),
        selects=(
            Select(t("Hours that suit you"), address, tuple(blocks), least=0, most=len(BLOCKS)),
            _open_choice(t, t("School level (leave empty: any)"), "level", side, LEVEL_NAMES, wish.level_wish),
            _open_choice(t, t("District (leave empty: any)"), "district", side, DISTRICT_NAMES, wish.district_wish),
            Select(
                t("Never with (private)"), Address("mentoring", "apart", side), least=0, most=25, accounts=draft.apart
            ),
        ),
        buttons=(
            Button(t("Write a line and save"), Address("mentoring", "words", side), "primary"),
            Button(t("Topics and languages"), Address("mentoring", "what", side)),
        ),
    )


def words_form(t: Texts, draft: Draft, community: Community) -> Form:
    """Return the form for a line about oneself, names never to be paired with, and a mentor's number of places."""
    wish = draft.wish
    about = Input("about", t("A line about you"), long=True, required=False, most=LONGEST_LINE, value=wish.about)
    names = Input(
        "names",
        t("Never with, by name (private)"),
        required=False,
        most=MOST_NAMES * (LONGEST_NAME + 2),
        value=", ".join(draft.names),
        hint=t("Only if somebody is not in the list of members; commas between names"),
    )
    if wish.side == "mentee":
        return Form(t("Ask for a mentor"), Address("mentoring", "save", wish.side), (about, names))
    label = t("How many people can you take? (1 to {most})", most=community.mentoring.capacity_most)
    places = Input("capacity", label, most=2, value=str(wish.capacity))
    return Form(t("Offer to mentor"), Address("mentoring", "save", wish.side), (about, places, names))


def saved(t: Texts, wish: MentoringWish) -> str:
    """Return what somebody reads once their wish is on the list: what happens next."""
    if wish.paused_until is not None:
        day = discord_time(wish.paused_until, "D")
        return t("Saved. You are paused, so nothing happens before {day}; then it counts by itself.", day=day)
    if wish.side == "mentee":
        return t(
            "You're on the list. When somebody fits, you both hear privately; /mentor status shows where you are. If "
            "you'd rather choose yourself, /mentor browse shows who offers."
        )
    return t.many(
        "Thank you: your offer of one place stands. When somebody fits, you both hear privately; nothing starts "
        "without your yes.",
        "Thank you: your offer of {count} places stands. When somebody fits, you both hear privately; nothing starts "
        "without your yes.",
        wish.capacity,
    )


def _stays(t: Texts) -> str:
    return t("Each choice is kept as you make it, and the same command changes it later.")


def _who_finds(t: Texts, wish: MentoringWish) -> str:
    if wish.is_listed:
        return t(
            "Once you save, members who look for a mentor find you in /mentor browse, with your name, site, topics and "
            "line. Nobody above or below you does."
        )
    return t("Members can't find you in /mentor browse: only whoever you are proposed to sees your offer.")


def _wanted(t: Texts, draft: Draft, community: Community) -> Iterable[tuple[str, str]]:
    """Yield what the last survey says many want to learn, where it said so."""
    known = [topic for key in draft.wanted if (topic := community.topic(key)) is not None]
    if known:
        asked = t(
            "Many want to learn about: {topics}. Could you help with one of them?",
            topics=", ".join(t.named(topic.label) for topic in known),
        )
        yield t("Asked for in the last survey"), asked


def _listing_button(t: Texts, wish: MentoringWish) -> Iterable[Button]:
    if wish.side != "mentor":
        return ()
    if wish.is_listed:
        return (Button(t("Don't show me in browse"), Address("mentoring", "listed", "no")),)
    return (Button(t("Show me in browse"), Address("mentoring", "listed", "yes")),)


def _open_choice(
    t: Texts, placeholder: str, part: str, side: str, names: Mapping[str, str], chosen: str | None
) -> Select:
    """Return a select of at most one of a few words."""
    choices = tuple(Choice(t(name), key, chosen=key == chosen) for key, name in names.items())
    return Select(placeholder, Address("mentoring", part, side), choices, least=0)
