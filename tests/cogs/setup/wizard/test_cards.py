from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.cards import Card
from bot.outbox.outbox import State as RowState
from bot.ui.render import LONGEST_CARD, LONGEST_TEXT, to_message
from cogs.setup.needs import NAMES
from cogs.setup.wizard.forms import KEYS, TooLongToShow, form_for
from cogs.setup.wizard.mailing import said
from cogs.setup.wizard.render import opening_card, step_card, summary_card
from cogs.setup.wizard.rules import STEPS, State, Step, Walk, hindrance, proposed
from config.calendar import Break, Calendar
from config.community import default_community
from config.texts import texts_for

COMMUNITY = default_community()
BREAKS = tuple(
    Break(
        name=f"Break {number} of a district",
        first=date(2026, 1, 1) + timedelta(days=9 * number),
        last=date(2026, 1, 3) + timedelta(days=9 * number),
        districts=tuple(f"District number {each}" for each in range(20)),
    )
    for number in range(40)
)
NAMED = tuple(f"{'Maximilian ' * 7}{number}" for number in range(60))
BARE = State(COMMUNITY, missing=tuple(NAMES), out_of_reach=(1 << 62,) * 9, self_admitting=(1 << 62,) * 9)
FULL = State(
    COMMUNITY.model_copy(update={"calendar": Calendar(breaks=BREAKS)}),
    administrators=tuple(range(1 << 60, (1 << 60) + 80)),
    people=20_000,
    sites=900,
    supervisors=3_000,
    stewards=NAMED,
    waiting=NAMED[1:],
    unmoderated=("Practitioners", "Leads", "Principals"),
    strange_districts=NAMED,
    planned=(("Everybody", tuple((name, "voice") for name in NAMED)),),
    is_built=True,
    lacking=NAMED,
)
EACH = [(step, state, language) for step in STEPS for state in (BARE, FULL) for language in ("en", "es")]


def check(card: Card) -> None:
    message = to_message(card)
    assert len(message["embed"]) <= LONGEST_CARD
    assert len(card.text) <= LONGEST_TEXT
    assert len(card.buttons) <= 5
    assert card.buttons, "there is always a way on"
    assert sum(button.look == "primary" for button in card.buttons) <= 1
    assert all(len(button.label) <= 80 for button in card.buttons)
    assert all(len(str(button.address)) <= 100 for button in card.buttons)
    assert len(card.selects) <= 4, "and a row of buttons"


@pytest.mark.parametrize(("step", "state", "language"), EACH)
def test_every_card_fits_discord_however_much_stands_on_it(step: Step, state: State, language: str) -> None:
    t = texts_for(language)
    for undo in (False, True):
        for is_over in (False, True):
            check(step_card(step, state, t, note="x" * 400, undo=undo, is_over=is_over))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("state", [BARE, FULL])
def test_the_opening_and_the_summary_fit_too(state: State, language: str) -> None:
    t = texts_for(language)
    check(opening_card("N" * 100, state, t))
    check(summary_card("N" * 100, state, Walk(proposed(state)), t, note="x" * 400))
    check(summary_card("N" * 100, state, Walk(dict.fromkeys(STEPS, "later")), t, note="x" * 400))


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_can_not_be_kept_offers_no_button_to_keep_it(step: Step) -> None:
    labels = [button.label for button in step_card(step, BARE, texts_for("en")).buttons]
    assert ("Keep this" in labels) is (hindrance(step, BARE) is None)


def test_a_step_that_was_changed_offers_to_undo_that_and_to_change_it_again() -> None:
    card = step_card("calendar", FULL, texts_for("en"), undo=True)
    assert [button.label for button in card.buttons] == ["Keep this", "Undo", "Change days off and zone", "Back"]


def test_the_summary_says_only_what_can_be_done_next() -> None:
    def next_of(state: State) -> str:
        return dict(summary_card("N", state, Walk(proposed(state)), texts_for("en")).fields)["What to do next"]

    nobody = replace(FULL, people=0, stewards=(), lacking=())
    assert "Bring the roster" in next_of(nobody)
    assert "/join" not in next_of(nobody)
    assert "Name the first steward: step 4" in next_of(replace(nobody, people=3))
    assert "codes --out codes.csv" in next_of(FULL)
    assert "codes --mail" in next_of(replace(FULL, can_mail=True))
    assert "roster codes" not in next_of(replace(FULL, joined=FULL.people))
    lived_in = next_of(replace(FULL, people=40, joined=40, stewards=("Ana Ruiz",), waiting=()))
    assert "Book something" in lived_in
    assert not any(said in lived_in for said in ("Type /join", "a first line"))


def test_what_was_left_for_later_and_has_been_done_elsewhere_since_is_done() -> None:
    state, walk = replace(FULL, recipients=0), Walk(dict.fromkeys(("recipients", "mentoring"), "later"))
    assert "10. Policymakers" in summary_card("N", state, walk, texts_for("en")).text
    since = summary_card("N", replace(FULL, recipients=3, has_pages=True), walk, texts_for("en"))
    assert "10. Policymakers" in dict(since.fields)["Done"]
    assert "7. How often mentors are matched" in since.text  # lacks nothing ever, so it stays until somebody looks


def test_what_is_longer_than_a_form_is_not_opened_in_one_and_everything_else_fits() -> None:
    t = texts_for("es")
    with pytest.raises(TooLongToShow):
        form_for("calendar", "0" * 8, FULL, t)
    for step in KEYS:
        assert len(form_for(step, "0" * 8, BARE, t).inputs) <= 5


@pytest.mark.parametrize(
    ("state", "failure", "told"),
    [
        (RowState.SENT, "", "The mail server took the test mail"),
        (RowState.DEAD, "refused 5.1.1", "doesn't know this address"),
        (RowState.WAITING, "put off 4.2.2", "Their mailbox is full"),
        (RowState.WAITING, "sender refused 550", "doesn't take the address that we send from"),
        (RowState.WAITING, "ConnectionRefusedError", "can't be reached, or refuses the password"),
        (RowState.DOUBT, "no answer", "may have arrived"),
        (RowState.CLAIMED, "", "on its way"),
    ],
)
def test_what_became_of_a_test_mail_is_said_with_what_to_do(state: str, failure: str, told: str) -> None:
    assert told in said(state, failure, texts_for("en"))
