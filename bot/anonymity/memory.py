"""What is remembered about people on anonymous paths: in this process only, and gone when it ends.

A row that says who posted how often would name them. So limits and repeats are kept here, and nowhere else.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta

MOST_INTERACTIONS = 10_000
MOST_COUNTED = 10_000
HOUR = timedelta(hours=1)


class Memory:
    """Counts what people did in the last hour, and knows which interactions were seen."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, int, int], deque[datetime]] = {}
        self._seen: OrderedDict[int, None] = OrderedDict()

    def is_new(self, interaction_id: int) -> bool:
        """Say whether an interaction is seen for the first time: Discord may deliver one twice."""
        if interaction_id in self._seen:
            return False
        self._seen[interaction_id] = None
        if len(self._seen) > MOST_INTERACTIONS:
            self._seen.popitem(last=False)
        return True

    def count(self, what: str, network_id: int, who: int, now: datetime) -> int:
        """Return how often somebody did something within the last hour."""
        return len(self._recent((what, network_id, who), now))

    def note(self, what: str, network_id: int, who: int, now: datetime) -> None:
        """Count that somebody did something now."""
        self._recent((what, network_id, who), now).append(now)
        if len(self._times) > MOST_COUNTED:
            self._times = {key: times for key in list(self._times) if (times := self._recent(key, now))}

    def unnote(self, what: str, network_id: int, who: int) -> None:
        """Take back the last `note`: it came to nothing."""
        times = self._times.get((what, network_id, who))
        if times:
            times.pop()

    def _recent(self, key: tuple[str, int, int], now: datetime) -> deque[datetime]:
        times = self._times.setdefault(key, deque())
        while times and times[0] <= now - HOUR:
            times.popleft()
        return times
