from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.anonymity.receipts import LETTERS, new_receipt, read_receipt, receipt_hash, shown_receipt

RECEIPTS = st.text(alphabet=LETTERS, min_size=20, max_size=20)


def test_a_receipt_holds_a_hundred_bits_and_no_two_are_the_same() -> None:
    assert len(LETTERS) == 32
    made = {new_receipt() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(receipt) for receipt in made} == {20}


@given(RECEIPTS)
def test_a_receipt_is_read_as_people_type_it(receipt: str) -> None:
    shown = shown_receipt(receipt)
    ways = [shown, shown.lower(), shown.replace("-", " "), f"  {receipt} ", shown.replace("-", ""), f"{shown}\n"]
    ways += [shown.replace("0", "O"), shown.replace("1", "I"), shown.replace("1", "l"), shown.replace("0", "o")]
    assert {read_receipt(way) for way in ways} == {receipt}


@pytest.mark.parametrize("written", ["", "x", "U" * 20, "7K3QX", "7" * 21, "é" * 20, "7K3QX-9M2AB-7K3QX-9M2A!"])
def test_what_is_no_receipt_is_none(written: str) -> None:
    assert read_receipt(written) is None


@given(st.text(max_size=100))
def test_nothing_that_is_typed_breaks_the_reading(written: str) -> None:
    receipt = read_receipt(written)
    assert receipt is None or set(receipt) <= set(LETTERS)


def test_stored_is_a_hash_that_does_not_hold_the_receipt() -> None:
    receipt = new_receipt()
    assert receipt_hash(receipt) == receipt_hash(receipt)
    assert receipt not in receipt_hash(receipt).upper()
    assert receipt_hash(receipt) != receipt_hash(new_receipt())
