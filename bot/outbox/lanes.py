"""Lanes: rows of different kinds that wait for nothing in each other's lane."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.outbox.claims import Reach
from bot.outbox.connections import MOST_CONNECTIONS
from bot.outbox.effects import Effect

AT_ONCE = 8  # rows under way at once that may be repeated


class Lane:
    """Rows that are carried out beside each other."""

    def __init__(self, name: str, reach: Reach, *, is_leaders: bool = False) -> None:
        self.name = name
        self.reach = reach
        self.is_leaders = is_leaders  # carried out where one leads; otherwise where the network's server is connected
        self.wake = asyncio.Event()
        self.turn = asyncio.Lock()


def lanes_for(effects: Mapping[str, Effect]) -> list[Lane]:
    """Return a lane for what may always be repeated (and for unknown kinds), and one for the rest.

    In the second, no more is claimed than there are connections to the mail server: what is marked *sending* is being
    sent, so that a crash leaves at most one row in doubt for each of them.
    """
    once = frozenset(kind for kind, effect in effects.items() if not effect.is_always_idempotent)
    lanes = [Lane("courier", Reach(once, is_others=True, most=AT_ONCE))]
    if once:
        lanes.append(Lane("courier of mail", Reach(once, is_others=False, most=MOST_CONNECTIONS), is_leaders=True))
    return lanes
