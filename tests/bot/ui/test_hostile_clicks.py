"""Whatever a button, list or form claims, and whoever clicks: a sentence, never a surprise."""

from __future__ import annotations

import pytest

from tests.bot.ui.hostile_clicking import CLAIMS, VISITORS, click_all, one_claim_each
from tests.kit.town import Town


@pytest.mark.parametrize("who", VISITORS)
async def test_every_action_survives_a_hostile_claim(town: Town, who: str) -> None:
    """Each action with one claim, another for each visitor; with every claim in `make soak`."""
    addresses = one_claim_each(town, shift=3 * VISITORS.index(who))
    assert len(addresses) > 100
    assert {address.target for address in addresses} == set(CLAIMS)
    assert await click_all(town, who, addresses) == len(addresses)
