"""The ledger of a space: who gained and lost access to it lately, and through what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.visibility.ledger import Change, Ledger
from demo.stage import Stage

THROUGH = {
    "owner": "as the server's owner",
    "administrator": "as an administrator",
    "everyone": "as everybody does",
    "role": "through a role",
    "overwrite": "through a permission of their own",
    "thread": "as a member of the thread",
    "manage_threads": "through Manage Threads",
    "roster": "as the roster says",
    "paused": "while a question about supervision is open",
}


@dataclass(frozen=True)
class Line:
    """One line of it."""

    says: str
    at: datetime | None


async def ledger_of(stage: Stage, channel_id: int, names: Mapping[int, str]) -> list[Line]:
    """Return its newest lines, newest first."""
    network = await stage.network()
    async with network.read() as tx:
        return [_line(change, names) for change in await Ledger(tx).latest(channel_id)]


def _line(change: Change, names: Mapping[int, str]) -> Line:
    who = names.get(change.account_id, "Somebody") if change.account_id is not None else "Somebody who has left"
    did = "gained access" if change.change == "gained" else "lost access"
    return Line(f"{who} {did}, {THROUGH[change.through]}.", change.changed_at)
