"""What stewards decide about an issue: resolved, parked with a reason, taken up again. Each is in the open log."""

from __future__ import annotations

from archive.issues.following import Step, take
from archive.issues.readers import issue_for
from archive.issues.status import CLOSED, decision_of
from bot.database.ids import read_id
from bot.errors import Gone
from bot.people.stewards import StewardStore
from bot.ui.visit import Visit
from config.texts import N_

RESOLVED = N_("{actor} marked an issue as resolved ({about}).")
TAKEN_UP = N_("{actor} took an issue up again ({about}).")
PARKED = {
    "elsewhere": N_("{actor} parked an issue ({about}): somebody else has to decide it, and knows."),
    "waits": N_("{actor} parked an issue ({about}): it waits for something that comes later."),
    "changed": N_("{actor} parked an issue ({about}): it is no longer as it was."),
    "beyond": N_("{actor} parked an issue ({about}): nothing can be done about it for now."),
}
NO_TOPIC = "—"


async def decide(visit: Visit, written: str, chosen: str) -> None:
    """Set where an issue stands. Raises `NotAllowed`, `UnknownDecision`, or `Gone` where the steward may not read it.

    The same decision twice is one, in the log too.
    """
    steward = await visit.steward()
    async with visit.network.write() as tx:
        issue = await issue_for(tx, steward.id, read_id(written))
        if issue is None:
            raise Gone
        status, reason = decision_of(chosen)
        if (issue.status, issue.status_reason) == (status, reason) or (
            status == "heard" and issue.status not in CLOSED
        ):
            return
        await take(tx, [Step(issue.id, issue.status, status, reason)], now=visit.now)
        topic = visit.network.community.topic(issue.topic or "")
        act = {"resolved": RESOLVED, "heard": TAKEN_UP}.get(status) or PARKED[reason or ""]
        await StewardStore(tx).log(steward.id, act, topic.label if topic is not None else NO_TOPIC, visit.now)
