from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.errors import Gone
from bot.people.model import Site
from bot.ui.render import to_message, to_modal
from cogs.mentoring import wish_cards
from cogs.mentoring.browse import render, rules
from cogs.mentoring.browse.filters import MARKS, Filters, fitting, language_mark, page_of
from cogs.mentoring.browse.model import Ask
from cogs.mentoring.browse.offers import Offer, offers_for
from cogs.mentoring.hours import BLOCKS
from cogs.mentoring.model import Side
from cogs.mentoring.rules import Situation
from cogs.mentoring.wishes import Draft
from config.community import default_community
from config.texts import texts_for
from tests.cogs.mentoring.people import NOW, pair, person, situation, wish

COMMUNITY = default_community()
PEOPLE = [person(1), person(8), person(9)]
REQUEST, OFFER = wish(1, "mentee"), wish(8, "mentor", is_listed=True)


def asked(mentor_id: int = 8, **fields: Any) -> Ask:
    plain = Ask(mentor_id, 1, mentor_id, "open", NOW, NOW + timedelta(days=7))
    return replace(plain, **fields)


def now(*pairs: Any, wishes: Any = (REQUEST, OFFER), **more: Any) -> Situation:
    return situation(more.pop("people", PEOPLE), wishes, pairs, **more)


@pytest.mark.parametrize(
    "hidden",
    [
        now(supervisions=[(1, 8)]),
        now(supervisions=[(8, 77), (77, 1)]),
        now(never_with=[(8, 1)]),
        now(wishes=(REQUEST,)),
        now(wishes=(REQUEST, replace(OFFER, is_listed=False))),
        now(wishes=(REQUEST, replace(OFFER, languages=("Spanish",)))),
        now(people=[person(1), person(8, state="retired")]),
        now(people=[person(1), person(8, account_id=None)]),
        now(pair(5, 1, 8, "declined")),
    ],
)
def test_whoever_is_barred_is_not_shown_and_all_of_them_refuse_alike(hidden: Situation) -> None:
    assert not rules.is_shown(1, 8, hidden)
    with pytest.raises(rules.CannotBeAsked):
        rules.check_may_ask(1, 8, hidden, [], NOW)


def test_nobody_asks_themselves() -> None:
    both = now(wishes=(REQUEST, wish(1, "mentor", is_listed=True)))
    with pytest.raises(rules.CannotBeAsked):
        rules.check_may_ask(1, 1, both, [], NOW)


def test_whoever_may_be_asked_may_and_a_past_partner_may_be_chosen_again() -> None:
    rules.check_may_ask(1, 8, now(), [], NOW)
    rules.check_may_ask(1, 8, now(pair(5, 1, 8, "ended")), [], NOW)


def test_each_reason_not_to_ask_is_told_apart() -> None:
    with pytest.raises(rules.NoRequest):
        rules.check_may_ask(1, 8, now(wishes=(OFFER,)), [], NOW)
    with pytest.raises(rules.HasMentor):
        rules.check_may_ask(1, 8, now(pair(5, 1, 9, "open")), [], NOW)
    with pytest.raises(rules.NoFreePlace):
        rules.check_may_ask(1, 8, now(pair(5, 2, 8, "open")), [], NOW)
    with pytest.raises(rules.TooManyAsks):
        rules.check_may_ask(1, 8, now(), [asked(10), asked(11), asked(12)], NOW)


def test_the_same_mentor_is_not_asked_again_within_two_months_unless_it_was_taken_back() -> None:
    declined = asked(state="declined")
    with pytest.raises(rules.AskedBefore):
        rules.check_may_ask(1, 8, now(), [declined], NOW + timedelta(days=59))
    rules.check_may_ask(1, 8, now(), [declined], NOW + timedelta(days=60))
    rules.check_may_ask(1, 8, now(), [asked(state="withdrawn")], NOW)


def test_a_proposal_takes_no_place_whoever_says_yes_first_has_it() -> None:
    rules.check_may_ask(1, 8, now(pair(5, 2, 8)), [], NOW)


@pytest.mark.parametrize(
    ("now_is", "state"),
    [
        (now(), None),
        (now(pair(5, 2, 8, "open")), "full"),
        (now(pair(5, 1, 9, "open")), "withdrawn"),
        (now(wishes=(OFFER,)), "withdrawn"),
        (now(wishes=(REQUEST,)), "gone"),
        (now(never_with=[(1, 8)]), "gone"),
        (now(supervisions=[(8, 1)]), "gone"),
        (now(people=[person(1)]), "gone"),
    ],
)
def test_what_comes_between_closes_an_ask_and_what_is_private_looks_like_leaving(
    now_is: Situation, state: str | None
) -> None:
    assert rules.why_to_close(asked(), now_is, NOW) == state


def test_an_ask_is_silent_from_its_deadline_on_and_can_be_answered_until_then() -> None:
    due = asked().answer_by
    rules.check_answerable(asked(), due - timedelta(seconds=1))
    assert rules.why_to_close(asked(), now(), due - timedelta(seconds=1)) is None
    assert rules.why_to_close(asked(), now(), due) == "silent"
    with pytest.raises(rules.AskClosed):
        rules.check_answerable(asked(), due)


def test_offers_that_name_more_of_what_is_looked_for_come_first_and_full_ones_only_for_whoever_asked() -> None:
    wishes = (
        wish(1, "mentee", topics=("data", "family")),
        wish(8, "mentor", is_listed=True, topics=("data",)),
        wish(9, "mentor", is_listed=True, topics=("data", "family")),
    )
    found = offers_for(1, now(wishes=wishes), [], NOW)
    assert [(each.person.id, each.free) for each in found] == [(9, 1), (8, 1)]
    full = now(pair(5, 2, 8, "open"), wishes=wishes)
    assert [each.person.id for each in offers_for(1, full, [], NOW)] == [9]
    assert [each.person.id for each in offers_for(1, full, [asked(state="full")], NOW)] == [9, 8]


def site(number: int, level: str, district: str) -> Site:
    return Site(number, f"Site {number}", district, "North", level, None, "America/Chicago")


def offers() -> list[Offer]:
    rows = [
        (8, "weekly", ("English",), site(1, "elementary", "North")),
        (9, None, ("Spanish", "English"), site(2, "High", "South")),
        (10, "monthly", ("English",), None),
    ]
    return [
        Offer(person(n), wish(n, "mentor", rhythm=rhythm, languages=spoken), place, 1, None)
        for n, rhythm, spoken, place in rows
    ]


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (Filters(), [8, 9, 10]),
        (Filters(topic="data"), [8, 9, 10]),
        (Filters(topic="family"), []),
        (Filters(language=language_mark("SPANISH")), [9]),
        (Filters(language=language_mark("español")), [9]),
        (Filters(marks=frozenset({"weekly"})), [8, 9]),  # who has named no rhythm can keep any
        (Filters(marks=frozenset({"weekly", "monthly"})), [8, 9, 10]),
        (Filters(marks=frozenset({"level_same"})), [9]),
        (Filters(marks=frozenset({"level_other"})), [8]),  # what is not known is neither
        (Filters(marks=frozenset({"district_same"})), [9]),
        (Filters(marks=frozenset({"district_same", "district_other"})), [8, 9]),
    ],
)
def test_filters_leave_what_fits(wanted: Filters, left: list[int]) -> None:
    assert [each.person.id for each in fitting(offers(), wanted, site(3, "high", "south"))] == left


def test_a_language_is_looked_for_by_the_name_it_has_for_the_reader() -> None:
    shelf = render.Shelf(offers(), Filters(), ("English", "Spanish"), ())
    selects = render.page(texts_for("es"), shelf, COMMUNITY).selects
    [spoken] = [each for each in selects if each.address.action == "find_language"]
    assert [choice.label for choice in spoken.choices] == ["español", "inglés"]


def test_filters_are_read_from_an_address_as_they_were_written() -> None:
    for wanted in (Filters(), Filters(3, "data", language_mark("Haitian Creole"), frozenset(MARKS))):
        assert Filters.parse(str(wanted)) == wanted
        assert len(str(wanted)) <= 60
    for claim in ("", "7", "1.x", "-1.-1", "0.-.-", "0.a b.-.-", "99999.-.-.-", "0.-.xyz.-"):
        with pytest.raises(Gone):
            Filters.parse(claim)


def test_a_page_that_is_not_there_any_more_is_the_last_one() -> None:
    shown, at, pages = page_of(offers() * 2, Filters(page=7))
    assert (len(shown), at.page, pages) == (1, 1, 2)
    assert page_of([], Filters(page=7)) == ([], Filters(), 1)


def test_the_fullest_page_and_card_are_within_what_discord_takes() -> None:
    everything = tuple(topic.key for topic in COMMUNITY.topics)
    wordy = wish(8, "mentor", topics=everything, about="word " * 60, hours=BLOCKS, languages=("English",) * 5)
    full = [
        Offer(person(1, name="N" * 60), wordy, site(1, "high", "North"), 5, asked(state="silent")) for _ in range(12)
    ]
    shelf = render.Shelf(full, Filters(1, "data", "", frozenset({"weekly"})), [f"L{n}" for n in range(60)], [])
    page = render.page(texts_for("en"), shelf, COMMUNITY)
    [embed, view] = to_message(page).values()
    assert isinstance(embed, discord.Embed)
    assert isinstance(view, discord.ui.View)
    assert page.text == embed.description  # nothing of it is cut
    assert len(embed) <= 6000
    rows = view.to_components()
    assert len(rows) == 5
    assert all(len(part.get("options", ())) <= 25 for row in rows for part in row["components"])
    assert all(len(part["custom_id"]) <= 100 for row in rows for part in row["components"])


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_both_cards_of_a_wish_are_within_what_discord_takes(side: Side) -> None:
    draft = Draft(wish(1, side), tuple(f"L{n}" for n in range(25)), "America/Chicago", tuple(range(1, 26)), ())
    t = texts_for("en")
    for card in (wish_cards.wish_card(t, draft, COMMUNITY), wish_cards.when_card(t, draft)):
        rows = to_message(card)["view"].to_components()
        assert len(rows) <= 5
        assert all(len(part.get("options", ())) <= 25 for row in rows for part in row["components"])
    form = to_modal(wish_cards.words_form(t, draft, COMMUNITY))
    assert len(form.to_components()) <= 5


def test_an_ask_that_is_over_keeps_everything_but_its_state() -> None:
    over = rules.closed(asked(), "silent", NOW + timedelta(days=7))
    assert over == asked(state="silent", closed_at=NOW + timedelta(days=7))


def test_an_ask_can_be_answered_until_its_day_and_no_second_longer() -> None:
    last = asked().answer_by
    rules.check_answerable(asked(), last - timedelta(seconds=1))
    for each, moment in ((asked(), last), (asked(state="yes"), NOW), (asked(state="withdrawn"), NOW)):
        with pytest.raises(rules.AskClosed):
            rules.check_answerable(each, moment)
