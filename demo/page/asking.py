"""Who and where a request is about, read from its address or its form: claims, checked against what is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demo.account import Account
from demo.stage import Stage
from demo.world import CAST, NEWCOMER, Cast


def cast_of(asked: Mapping[str, Any]) -> Cast:
    """Return whom the page looks in as; the newcomer where nobody is named."""
    return next((cast for cast in CAST if cast.key == asked.get("as")), NEWCOMER)


def account_of(stage: Stage, asked: Mapping[str, Any]) -> Account | None:
    """Return their account, unless they are not on Discord."""
    return stage.accounts.get(cast_of(asked).name)


def channel_of(stage: Stage, asked: Mapping[str, Any]) -> int:
    """Return the channel named, by its id or its name; 0 where there is none."""
    wanted = str(asked.get("in", ""))
    named = stage.simulation.guild.channels
    found = named[wanted].id if wanted in named else number(wanted)
    return found if stage.simulation.is_known(found) else 0


def number(text: str) -> int:
    """Return the number that a text is, 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
