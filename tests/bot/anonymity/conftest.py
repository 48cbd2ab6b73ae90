from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import ManualClock
from bot.database.network import Network
from bot.keys import Keyring
from tests.bot.anonymity.wall import Hands


@pytest.fixture
def hands(network: Network, tmp_path: Path, clock: ManualClock) -> Hands:
    return Hands(network, Keyring.open(tmp_path / "keys").conversations(network.id), clock)
