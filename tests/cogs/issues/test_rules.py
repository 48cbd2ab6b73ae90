"""How a draft's choices travel through a form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issues.rules import FOR_POLICYMAKERS, KINDS, Draft, UnknownChoice
from bot.cards import Address
from cogs.issues.rules import CHOICE_NAMES, KIND_NAMES, pack, unpack

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
