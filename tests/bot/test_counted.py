"""Numbers with the words that go with them."""

from __future__ import annotations

import pytest

from bot.counted import counted


@pytest.mark.parametrize(("count", "said"), [(0, "0 codes are"), (1, "1 code is"), (2, "2 codes are")])
def test_one_is_said_of_one_only(count: int, said: str) -> None:
    assert counted(count, "code is", "codes are") == said
