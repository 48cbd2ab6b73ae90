"""Whatever a button, list or form claims, and whoever clicks: a sentence, never a surprise."""

from __future__ import annotations

import pytest

from bot.cards import Address
from tests.bot.ui.hostile_clicking import CLAIMS, TOO_LARGE, VISITORS, click_all, one_claim_each
from tests.kit.town import Town


@pytest.mark.parametrize("who", VISITORS)
async def test_every_action_survives_a_hostile_claim(town: Town, who: str) -> None:
    """Each action with one claim, another for each visitor; with every claim in `make soak`."""
    let_through_once = [Address("setup", action, TOO_LARGE) for action in ("mailed", "write")]
    addresses = [*one_claim_each(town, shift=3 * VISITORS.index(who)), *let_through_once]
    assert len(addresses) > 100
    assert {address.target for address in addresses} == set(CLAIMS)
    assert await click_all(town, who, addresses) == len(addresses)
