"""Which sweeps run where a server is connected: what looks at one anywhere else is refused, and would never be done."""

from __future__ import annotations

import inspect

import pytest

from bot.pulse import Sweep
from bot.run import features

LOOKS = ("house.guild(", "note_departures(house")


@pytest.mark.parametrize("sweep", features.sweeps(), ids=lambda sweep: sweep.name)
def test_a_sweep_that_looks_at_a_server_runs_where_that_is_connected(sweep: Sweep) -> None:
    says = inspect.getsource(sweep.run)
    assert sweep.needs_server or not any(look in says for look in LOOKS), sweep.name
