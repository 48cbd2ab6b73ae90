"""How a draft's choices travel through a form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issues.rules import FOR_POLICYMAKERS, KINDS, Draft, UnknownChoice
from bot.cards import Address
from cogs.issues.rules import (
    CHOICE_NAMES,
    KIND_NAMES,
    STATUS_FILTERS,
    Look,
    check_look,
    pack,
    pack_look,
    unpack,
    unpack_look,
)

TOPIC = st.from_regex(r"[a-z][a-z0-9_-]{0,19}", fullmatch=True)


@given(st.sampled_from(sorted(KINDS)), TOPIC | st.none(), st.sampled_from(sorted(FOR_POLICYMAKERS)))
def test_choices_survive_the_way_through_an_address(kind: str, topic: str | None, choice: str) -> None:
    draft = Draft("words", kind=kind, topic=topic, for_policymakers=choice)
    address = Address.parse(str(Address("issues", "submit", pack(draft))))
    assert address is not None
    assert unpack(address.target, "words") == draft


@pytest.mark.parametrize("target", ["", "concern", "a.b", "a.b.c.d"])
def test_a_target_that_no_form_wrote_is_refused(target: str) -> None:
    with pytest.raises(UnknownChoice):
        unpack(target, "words")


def test_every_choice_that_may_be_made_has_a_name() -> None:
    assert set(KIND_NAMES) == KINDS
    assert set(CHOICE_NAMES) == FOR_POLICYMAKERS


looks = st.builds(
    Look,
    kind=st.sampled_from(["", *KIND_NAMES]),
    topic=TOPIC | st.just(""),
    status=st.sampled_from(["", *STATUS_FILTERS]),
    is_my_site=st.booleans(),
    is_mine=st.booleans(),
    page=st.integers(0, 999_999),
)


@given(looks)
def test_what_is_looked_through_survives_the_way_through_an_address(look: Look) -> None:
    address = Address.parse(str(Address("issues", "look", pack_look(look))))
    assert address is not None
    assert unpack_look(address.target) == look
    assert check_look(look, {look.topic}) == look


@pytest.mark.parametrize(
    "target", ["", "....", "...s", "....-1", "....x", "....1234567", ".....1", "....\N{SUPERSCRIPT TWO}"]
)
def test_a_look_that_no_button_carries_is_refused(target: str) -> None:
    with pytest.raises(UnknownChoice):
        unpack_look(target)


def test_a_filter_that_does_not_exist_is_refused_by_its_name() -> None:
    for look in (Look(kind="rumour"), Look(status="lost"), Look(topic="weather" + "x" * 50)):
        with pytest.raises(UnknownChoice) as refused:
            check_look(look, {"family"})
        assert refused.value == UnknownChoice((look.kind or look.status or look.topic)[:40])


def test_an_issue_without_a_name_stays_without_one_through_its_form() -> None:
    assert pack(Draft("", kind="concern", topic=None, for_policymakers="no", is_anonymous=True)).endswith(".anonymous")
    assert unpack("concern..no.anonymous", "words").is_anonymous
    assert not unpack("concern..no.", "words").is_anonymous
    with pytest.raises(UnknownChoice):
        unpack("concern..no.anonymou", "words")
