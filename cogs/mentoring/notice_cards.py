"""What the two of a pair are told: cards for notices, and the first card of their thread. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card
from bot.matching.model import Reason
from bot.matching.words import Telling, sentences
from bot.people.model import Person
from cogs.mentoring.following.render import end_button
from cogs.mentoring.model import Pair, Side
from cogs.mentoring.rules import Situation
from config.community import Community
from config.texts import Texts, texts_for

Closing = Literal["expired", "withdrawn", "left", "supervises", "apart"]

THREAD_NAME_MOST = 100  # Discord: a channel's name holds 100 characters


def proposal(pair: Pair, reader_id: int, now_is: Situation, sites: Mapping[int, str], community: Community) -> Card:
    """Return the proposal as one of the two reads it, in their language."""
    reader, partner = now_is.people[reader_id], now_is.people[pair.partner_of(reader_id)]
    t, side = texts_for(reader.locale), pair.side_of(reader_id)
    other_side: Side = "mentor" if side == "mentee" else "mentee"
    wish = now_is.wishes.get((partner.id, other_side))
    lines = [_who(t, side, partner, sites), _why(t, pair.reasons, side, partner.name, community)]
    if wish is not None and wish.about:
        lines.append(t("{name} writes: “{about}”", name=partner.name, about=wish.about))
    day = f"<t:{int(pair.answer_by.timestamp())}:f>"
    lines.append(t("Please answer by {day}. “Not now” is a fine answer, and you don't have to say why.", day=day))
    title = t("A mentor for you?") if side == "mentee" else t("Somebody to mentor?")
    return Card(title=title, text="\n\n".join(line for line in lines if line), buttons=answers(t, pair))


def answers(t: Texts, pair: Pair) -> tuple[Button, ...]:
    """Return the two buttons that answer a proposal."""
    return (
        Button(t("Accept"), Address("mentoring", "accept", str(pair.id)), "success"),
        Button(t("Not now"), Address("mentoring", "decline", str(pair.id))),
    )


def thread_lost(t: Texts, name: str) -> Card:
    """Return what each of a pair is told whose thread somebody deleted."""
    text = t(
        "Your thread with {name} was deleted on Discord, with what was written there. You are still a pair: another "
        "one is being opened, again for the two of you alone.",
        name=name,
    )
    return Card(title=t("Your thread was deleted"), text=text)


def _who(t: Texts, side: Side, partner: Person, sites: Mapping[int, str]) -> str:
    facts = {"name": partner.name, "position": t.named(partner.position), "site": sites.get(partner.site_id or 0, "")}
    if side == "mentee":
        if not facts["site"]:
            return t("**{name}** ({position}) could be your mentor.", **facts)
        return t("**{name}** ({position}, {site}) could be your mentor.", **facts)
    if not facts["site"]:
        return t("**{name}** ({position}) is looking for a mentor.", **facts)
    return t("**{name}** ({position}, {site}) is looking for a mentor.", **facts)


def _why(t: Texts, reasons: tuple[Reason, ...], side: Side, name: str, community: Community) -> str:
    labels = {topic.key: t.named(topic.label) for topic in community.topics}
    return " ".join(sentences(Telling(t, side, mentee=name, mentor=name, labels=labels), reasons))


def both_said_yes(t: Texts, partner_name: str) -> Card:
    """Return what whoever answered first reads when the other one says yes."""
    return Card(
        title=t("You are a pair"),
        text=t(
            "{name} said yes too. A private thread for the two of you opens under the mentoring channel in a moment.",
            name=partner_name,
        ),
    )


def not_this_time(t: Texts, pair: Pair, reader_id: int) -> Card:
    """Return what the other one reads after a *not now*: no name, no reason."""
    return Card(
        text=f"{t('This pairing did not work out this time; that says nothing about you.')} "
        + _next(t, pair.side_of(reader_id))
    )


def closed(t: Texts, why: Closing, pair: Pair, reader_id: int) -> Card:
    """Return what somebody reads when a proposal or a pair is over without their doing."""
    texts: dict[Closing, str] = {
        "expired": t("The two of you did not both answer in time, so this proposal is closed."),
        "withdrawn": t("This pairing can't go ahead any more, so we took the proposal back."),
        "left": t("Your mentoring pair has come to an end, because your partner is no longer available for it."),
        "supervises": t(
            "You are no longer a mentoring pair, because one of you now supervises the other. Your thread stays, and "
            "both of you can still read it."
        ),
        "apart": t(
            "Your mentoring pair has come to an end, and nothing is expected of you. If you have a thread, it stays, "
            "and you can leave it on Discord."
        ),
    }
    return Card(text=f"{texts[why]} {_next(t, pair.side_of(reader_id))}")


def _next(t: Texts, side: Side) -> str:
    if side == "mentee":
        return t("If you are still looking, you keep your place: the days you have waited count in the next round.")
    return t("Your offer stands as it is. /mentor status shows it, and you can change it there.")


def thread_name(mentee: Person, mentor: Person) -> str:
    """Return the name of a pair's thread; the same two always get the same."""
    return f"{mentee.name[:48]} & {mentor.name[:48]}"[:THREAD_NAME_MOST]


def first_card(
    t: Texts, pair: Pair, mentee: Person, mentor: Person, times: Sequence[datetime], community: Community
) -> Card:
    """Return the first card of a pair's thread: who can read it, an agenda, times to meet, and the safety line."""
    agenda = t(
        "1. Who we are, and how each of us came to this work\n"
        "2. One thing that goes well at {mentee}'s site, one that is hard\n"
        "3. What {mentee} would like to be different in three months\n"
        "4. When and how we meet, and what stays between us",
        mentee=mentee.name,
    )
    readers = t(
        "Only the two of you and this app are in this thread. The server's owner, its administrators and anyone "
        "allowed to manage threads could open it on Discord. /room who shows everyone, computed anew."
    )
    welcome = t(
        "{mentee}, meet {mentor}. Pick a time in the next two weeks; half an hour is enough to begin.",
        mentee=mentee.name,
        mentor=mentor.name,
    )
    return Card(
        title=t("Your first meeting"),
        text=f"{welcome}\n\n{agenda}",
        fields=((t("Times that suit you both"), _times(t, times)), (t("Who can read this"), readers)),
        buttons=(*_files(t, pair, times), end_button(t, pair.id)),
        footer=t.named(community.safety.line),
    )


def nameless_card(t: Texts) -> Card:
    """Return what stands in a thread in place of its first card once somebody in it was erased."""
    return Card(text=t("This mentoring pair has come to an end, and the names that stood here were taken out."))


def _times(t: Texts, times: Sequence[datetime]) -> str:
    if not times:
        return t("Your hours have nothing in common in the next weeks, so just write here when it suits you.")
    lines = [f"{number}. {discord_time(each, 'F')}" for number, each in enumerate(times, start=1)]
    return "\n".join(
        [*lines, t("Everybody sees these in their own time. A button below gives a file for your calendar.")]
    )


def _files(t: Texts, pair: Pair, times: Sequence[datetime]) -> tuple[Button, ...]:
    return tuple(
        Button(t("Calendar: time {number}", number=number), _file_address(pair, each))
        for number, each in enumerate(times, start=1)
    )


def _file_address(pair: Pair, at: datetime) -> Address:
    return Address("mentoring", "calendar", f"{pair.id}.{int(at.timestamp())}")
