"""The ledger of a space: who gained and lost access to it lately, and through what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.visibility.keeping.ledger import Change, Ledger
from config.texts import N_, Texts
from demo.stage import Stage

THROUGH = {
    "owner": N_("as the server's owner"),
    "administrator": N_("as an administrator"),
    "everyone": N_("as everybody does"),
    "role": N_("through a role"),
    "overwrite": N_("through a permission of their own"),
    "thread": N_("as a member of the thread"),
    "manage_threads": N_("through Manage Threads"),
    "roster": N_("as the roster says"),
    "paused": N_("while a question about supervision is open"),
}


@dataclass(frozen=True)
class Line:
    """One line of it."""

    says: str
    at: datetime | None


async def ledger_of(stage: Stage, channel_id: int, names: Mapping[int, str], t: Texts) -> list[Line]:
    """Return its newest lines, newest first."""
    network = await stage.network()
    async with network.read() as tx:
        return [_line(change, names, t) for change in await Ledger(tx).latest(channel_id)]


def _line(change: Change, names: Mapping[int, str], t: Texts) -> Line:
    left = change.account_id is None
    who = t("Somebody who has left") if left else names.get(change.account_id or 0, t("Somebody"))
    did = t("gained access") if change.change == "gained" else t("lost access")
    return Line(f"{who} {did}, {t(THROUGH[change.through])}.", change.changed_at)
