"""Where one person stands in mentoring, and the card that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card
from bot.database.transaction import Tx
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.browse import notice_cards
from cogs.mentoring.browse.model import Ask
from cogs.mentoring.browse.render import ask_line
from cogs.mentoring.browse.standing import recent_asks
from cogs.mentoring.browse.store import AskStore
from cogs.mentoring.holding import render as holding_cards
from cogs.mentoring.model import MentoringWish, Pair
from cogs.mentoring.notice_cards import answers
from cogs.mentoring.said import in_words
from cogs.mentoring.store import MentoringStore
from config.community import Community
from config.texts import Texts


@dataclass(frozen=True)
class Standing:
    """Where one person stands: their wishes, live pairs, asks both ways, people's names, the private list's length."""

    person: Person
    wishes: Sequence[MentoringWish]
    pairs: Sequence[Pair]
    asked: Sequence[Ask]  # by the person
    asked_of: Sequence[Ask]  # of the person, waiting for their answer
    people: Mapping[int, Person]
    kept_apart: int


async def standing_of(tx: Tx, person: Person) -> Standing:
    """Return where a person stands now."""
    store, asks, apart = MentoringStore(tx), AskStore(tx), ApartStore(tx)
    return Standing(
        person=person,
        wishes=await store.wishes_of(person.id),
        pairs=await store.pairs_of(person.id),
        asked=await asks.by_mentee(person.id),
        asked_of=[ask for ask in await asks.to_mentor(person.id) if ask.state == "open"],
        people={each.id: each for each in await PeopleStore(tx).people()},
        kept_apart=len(await apart.of(person.id)) + len(await apart.names_of(person.id)),
    )


def status_card(t: Texts, now_is: Standing, community: Community, now: datetime) -> Card:
    """Return where a person stands, with the buttons of what waits for them."""
    lines = [line for wish in now_is.wishes for line in _wish_lines(t, wish, community, now)]
    lines += [_pair_line(t, pair, now_is) for pair in now_is.pairs]
    lines += [_asked_of_line(t, ask, now_is) for ask in now_is.asked_of]
    lines += [ask_line(t, ask, name) for ask, name in recent_asks(now_is.asked, now_is.people, now)]
    if not lines:
        lines = [t("You have neither asked nor offered yet. /mentor request and /mentor offer begin it.")]
    if now_is.kept_apart:
        lines.append(
            t.many(
                "Privately, you asked never to be paired with one person.",
                "Privately, you asked never to be paired with {count} people.",
                now_is.kept_apart,
            )
        )
    fields = ((t("Who pairs you"), _who_pairs(t, community)),) if now_is.wishes else ()
    return Card(title=t("Your mentoring"), text="\n".join(lines), fields=fields, buttons=tuple(_buttons(t, now_is)))


def _buttons(t: Texts, now_is: Standing) -> list[Button]:
    """Return what can be done now: the newest that waits for an answer, what can be taken back, the private list."""
    waiting = [pair for pair in now_is.pairs if pair.state == "proposed"]
    mine = [pair for pair in waiting if not pair.has_accepted(pair.side_of(now_is.person.id))]
    found: list[Button] = []
    if mine:
        found += answers(t, mine[0])
    elif now_is.asked_of:
        found += notice_cards.answers(t, now_is.asked_of[0])
    opened = [ask for ask in now_is.asked if ask.state == "open"]
    for ask in opened:
        name = now_is.people[ask.mentor_id].name
        found.append(Button(t("Take back: {name}", name=name), Address("mentoring", "ask_back", str(ask.id))))
    if any(wish.stops_at is not None for wish in now_is.wishes):
        found += holding_cards.undo(t)
    elif any(wish.paused_until is not None for wish in now_is.wishes):
        found += holding_cards.resume(t)
    if now_is.kept_apart:
        found.append(Button(t("Clear that private list"), Address("mentoring", "clear_apart")))
    return found


def _wish_lines(t: Texts, wish: MentoringWish, community: Community, now: datetime) -> list[str]:
    if wish.stops_at is not None:
        time = discord_time(wish.stops_at, "t")
        return [t("You stopped: until {time} you can take that back.", time=time)]
    said = in_words(t, wish, community) + (f" · “{wish.about}”" if wish.about else "")
    lines = [_wish_line(t, wish, now), t("You said: {said}", said=said)]
    if wish.paused_until is not None:
        day = discord_time(wish.paused_until, "D")
        lines.append(t("It is paused, and counts again by itself on {day}.", day=day))
    return lines


def _wish_line(t: Texts, wish: MentoringWish, now: datetime) -> str:
    if wish.state == "draft" or wish.waiting_since is None:
        if wish.side == "mentee":
            return t("Your request is begun but not saved. /mentor request continues it.")
        return t("Your offer is begun but not saved. /mentor offer continues it.")
    if wish.side == "mentor":
        return t.many("You offer one place.", "You offer {count} places.", wish.capacity)
    days, day = (now - wish.waiting_since).days, discord_time(wish.waiting_since, "D")
    if days < 1:
        return t("You asked for a mentor on {day}.", day=day)
    return t.many(
        "You asked for a mentor on {day}, a day ago.",
        "You asked for a mentor on {day}, {count} days ago.",
        days,
        day=day,
    )


def _who_pairs(t: Texts, community: Community) -> str:
    if community.mentoring.weeks_between_rounds:
        begins = t("It comes by itself on school days, or a steward starts it; stewards see numbers only.")
    else:
        begins = t("A steward starts it and sees numbers only.")
    return t(
        "A matching over everybody who asks and offers: those who wait longest come first, and what you all said "
        "decides who fits. {begins} Nothing begins without your yes.",
        begins=begins,
    )


def _asked_of_line(t: Texts, ask: Ask, now_is: Standing) -> str:
    day = discord_time(ask.answer_by, "D")
    return t(
        "{name} asks you to be their mentor; please answer by {day}.", name=now_is.people[ask.mentee_id].name, day=day
    )


def _pair_line(t: Texts, pair: Pair, now_is: Standing) -> str:
    person_id = now_is.person.id
    name = now_is.people[pair.partner_of(person_id)].name
    if pair.state == "open":
        if pair.channel_id is None:
            return t("You and {name} are a pair. Your thread opens in a moment.", name=name)
        return t("You and {name} are a pair: {thread}", name=name, thread=f"<#{pair.channel_id}>")
    day = discord_time(pair.answer_by, "f")
    if pair.has_accepted(pair.side_of(person_id)):
        return t("You said yes to {name}; they have until {day}.", name=name, day=day)
    return t("{name} is proposed to you; please answer by {day}.", name=name, day=day)
