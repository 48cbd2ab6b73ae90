from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.delivery.colleagues import (
    NotAnAddress,
    OfAnotherOffice,
    OfficeUnknown,
    Yourself,
    checked_colleague,
    office_domains,
)
from archive.delivery.model import Recipient
from bot.errors import Refusal

LEE = Recipient(0, "Lee Park", "State Board", "lee@state.example.org", domains=("board.example.gov",))


def test_a_colleague_has_the_recipients_own_domain_or_one_of_the_offices() -> None:
    assert checked_colleague(LEE, " Ana@State.Example.ORG ") == "ana@state.example.org"
    assert checked_colleague(LEE, "ana@board.example.gov") == "ana@board.example.gov"


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", NotAnAddress),
        ("ana", NotAnAddress),
        ("ana@state.example.org, ben@state.example.org", NotAnAddress),
        ("ana@state.example.org\r\nBcc: all@example.org", NotAnAddress),
        ("Ana <ana@state.example.org>", NotAnAddress),
        ("LEE@state.example.org", Yourself),
        ("ana@example.org", OfAnotherOffice),
        ("ana@state.example.org.evil.example", OfAnotherOffice),
        ("ana@sub.state.example.org", OfAnotherOffice),
        ("ana@xstate.example.org", OfAnotherOffice),
    ],
)
def test_everybody_else_is_refused_in_plain_words(typed: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as said:
        checked_colleague(LEE, typed)
    assert "Nothing was sent" in str(said.value) or "nothing was sent" in str(said.value) or refusal is Yourself


def test_an_address_that_anybody_can_have_says_nothing_about_an_office() -> None:
    lee = replace(LEE, mail="lee@gmail.com", domains=())
    assert office_domains(lee) == ()
    with pytest.raises(OfficeUnknown):
        checked_colleague(lee, "somebody@gmail.com")
    assert office_domains(replace(lee, domains=("gmail.com", "board.example.gov"))) == ("board.example.gov",)


@given(st.text(max_size=60))
def test_never_does_an_address_pass_that_is_outside_the_domains(typed: str) -> None:
    for text in (typed, f"{typed}@state.example.org", f"a@{typed}state.example.org"):
        try:
            address = checked_colleague(LEE, text)
        except Refusal:
            continue
        assert address.count("@") == 1
        assert address.rpartition("@")[2] in office_domains(LEE)
        assert not set(address) & set("\r\n\0 <>,;")
