"""A real SMTP server on loopback that keeps what it is given."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.clock import ManualClock
from demo.mailbox import Mailbox, open_mailbox


@pytest.fixture
async def post_office(clock: ManualClock) -> AsyncIterator[Mailbox]:
    async with open_mailbox(clock) as box:
        yield box
