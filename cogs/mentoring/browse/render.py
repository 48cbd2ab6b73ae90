"""The cards of browsing: a page of offers, one offer, and what was asked. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card, Choice, Select
from bot.text.languages import language_name
from bot.ui.turning import page_buttons, which_page
from cogs.mentoring.browse.filters import MARKS, Filters, Mark, language_mark, page_of
from cogs.mentoring.browse.model import Ask
from cogs.mentoring.browse.offers import Offer
from cogs.mentoring.model import Why
from cogs.mentoring.said import in_words
from config.community import Community
from config.texts import N_, Texts

MARK_NAMES: Mapping[Mark, str] = {
    "weekly": N_("every week"),
    "fortnightly": N_("every other week"),
    "monthly": N_("every month"),
    "level_same": N_("same school level as mine"),
    "level_other": N_("another school level"),
    "district_same": N_("same district as mine"),
    "district_other": N_("another district"),
}
WHY_NAMES: Mapping[Why, str] = {
    "time": N_("I have no time just now"),
    "topics": N_("It isn't what I can help with"),
    "person": N_("Rather not with this person"),
    "other": N_("Something else"),
}
MOST_LANGUAGES = 25  # Discord: a select holds 25 options
ABOUT_IN_LIST = 120


@dataclass(frozen=True)
class Shelf:
    """What a page is made of: everything that fits, what was looked for, what there is to look for, what was asked."""

    fitting: Sequence[Offer]
    wanted: Filters
    languages: Sequence[str]
    asked: Sequence[tuple[Ask, str]]  # with the mentor's name, empty where they are gone


def page(t: Texts, shelf: Shelf, community: Community) -> Card:
    """Return one page of offers."""
    offers, at, pages = page_of(shelf.fitting, shelf.wanted)
    lines = [_in_the_list(t, offer, community) for offer in offers]
    if not lines and at.are_any:
        lines = [t("Nobody who offers fits all of that. Show all, or take out one of your choices below.")]
    elif not lines:
        lines = [
            t(
                "Nobody can be asked at the moment. Your request stays on the list: as soon as somebody fits, you both "
                "hear, and you needn't do anything."
            )
        ]
    asked = "\n".join(ask_line(t, ask, name) for ask, name in shelf.asked)
    return Card(
        title=t("Who offers to mentor"),
        text="\n\n".join(lines),
        fields=((t("Whom you asked"), asked),) if asked else (),
        footer=which_page(t, at.page + 1, pages),
        selects=_selects(t, offers, at, shelf.languages, community),
        buttons=_buttons(t, at, pages),
    )


def one_offer(t: Texts, offer: Offer, wanted: Filters, community: Community) -> Card:
    """Return one mentor's offer with the button that asks them."""
    text = _offer_lines(t, offer, community)
    next_steps = t(
        "If you ask, {name} sees your name, site, topics and line, and has a week to answer. Their yes opens a private "
        "thread for the two of you. You can have three open requests at once, and stay on the list meanwhile.",
        name=offer.person.name,
    )
    may_ask = offer.free > 0 and offer.ask is None
    ask = Button(t("Ask to be my mentor"), Address("mentoring", "ask", str(offer.person.id)), "primary")
    back = Button(t("Back to the list"), Address("mentoring", "page", str(wanted)))
    return Card(
        title=offer.person.name,
        text=f"{text}\n\n{next_steps}" if may_ask else text,
        buttons=(ask, back) if may_ask else (back,),
    )


def ask_line(t: Texts, ask: Ask, name: str) -> str:
    """Return what has become of an ask, for whoever asked; a mentor who is gone has no name any more."""
    day, who = discord_time(ask.answer_by, "D"), name or t("A colleague")
    texts = {
        "open": t("{name}: asked; they have until {day}.", name=who, day=day),
        "accepted": t("{name}: said yes.", name=who),
        "declined": t("{name}: can't just now.", name=who),
        "silent": t("{name}: did not answer in time.", name=who),
        "full": t("{name}: has no free place now.", name=who),
        "gone": t("{name}: isn't available any more.", name=who),
        "withdrawn": t("{name}: you took it back.", name=who),
    }
    return texts[ask.state]


def sent(t: Texts, ask: Ask, name: str) -> Card:
    """Return what is read after asking, with the way back."""
    text = t(
        "{name} has your request and until {day} to answer. You hear either way, and can ask others meanwhile. "
        "/mentor status shows it.",
        name=name,
        day=discord_time(ask.answer_by, "D"),
    )
    return Card(text=text, buttons=(Button(t("Take it back"), Address("mentoring", "ask_back", str(ask.id))),))


def declined(t: Texts, ask: Ask) -> Card:
    """Return what a mentor reads after a *not now*: the reason is theirs, and need not be given."""
    choices = tuple(Choice(t(name), why) for why, name in WHY_NAMES.items())
    text = t(
        "That's fine: they hear that it doesn't work out just now, not why. If you like, note the reason: only you "
        "ever see it, and “rather not with this person” keeps the two of you apart for good."
    )
    select = Select(t("Why? (nobody else sees it)"), Address("mentoring", "ask_why", str(ask.id)), choices)
    return Card(text=text, selects=(select,))


def _in_the_list(t: Texts, offer: Offer, community: Community) -> str:
    """Return an offer without its hours and with the beginning of its line: a page of them fits into one message."""
    wish = replace(offer.wish, hours=(), about=shorten(offer.wish.about, ABOUT_IN_LIST, placeholder="…"))
    return _offer_lines(t, replace(offer, wish=wish), community)


def _offer_lines(t: Texts, offer: Offer, community: Community) -> str:
    person, site = offer.person, offer.site
    where = ", ".join(part for part in (t.named(person.position), site.name if site else "") if part)
    lines = [f"**{person.name}** ({where})", in_words(t, offer.wish, community)]
    lines += [f"“{offer.wish.about}”"] if offer.wish.about else []
    if offer.ask is not None:
        lines.append(ask_line(t, offer.ask, person.name))
    elif offer.free:
        lines.append(t.many("One free place.", "{count} free places.", offer.free))
    return "\n".join(lines)


def _selects(
    t: Texts, offers: Sequence[Offer], at: Filters, languages: Sequence[str], community: Community
) -> tuple[Select, ...]:
    names = tuple(Choice(offer.person.name, str(offer.person.id)) for offer in offers)
    topics = tuple(Choice(t.named(each.label), each.key, chosen=each.key == at.topic) for each in community.topics)
    named = sorted((language_name(t, each), language_mark(each)) for each in languages)[:MOST_LANGUAGES]
    spoken = tuple(Choice(name, mark, chosen=mark == at.language) for name, mark in named)
    marks = tuple(Choice(t(MARK_NAMES[mark]), mark, chosen=mark in at.marks) for mark in MARKS)
    first = at.at(0)
    return (
        *([Select(t("Look at one of them"), _to("look", at), names)] if names else []),
        Select(t("Any topic"), _to("find_topic", first), topics, least=0),
        *([Select(t("Any language"), _to("find_language", first), spoken, least=0)] if spoken else []),
        Select(t("Any rhythm, level, district"), _to("find_marks", first), marks, least=0, most=len(marks)),
    )


def _buttons(t: Texts, at: Filters, pages: int) -> tuple[Button, ...]:
    return (
        *page_buttons(t, at.page + 1, pages, lambda page: _to("page", at.at(page - 1))),
        *([Button(t("Show all"), _to("page", Filters()))] if at.are_any else []),
    )


def _to(action: str, wanted: Filters) -> Address:
    return Address("mentoring", action, str(wanted))
