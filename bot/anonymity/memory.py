"""What is remembered about people on anonymous paths: in this process only, and gone when it ends.

A row that says who posted how often would name them. So limits are kept here, and nowhere else; and so are the ids of
interactions, of every path: the door (`bot.ui.bot`, `bot.ui.door`) lets each in once.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

MOST_INTERACTIONS = 100_000  # eight minutes of 200 a second; a broken connection is resumed within a few
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

    @contextmanager
    def counting(
        self, what: str, network_id: int, who: int, now: datetime, *, most: int, refusal: Callable[[int], Exception]
    ) -> Iterator[None]:
        """Count what happens in the block, unless it comes to nothing; raises `refusal(most)` where that is too often.

        It is counted before the block begins: of two forms at once both count.
        """
        if self.count(what, network_id, who, now) >= most:
            raise refusal(most)
        self.note(what, network_id, who, now)
        try:
            yield
        except Exception:
            self.unnote(what, network_id, who)
            raise

    def _recent(self, key: tuple[str, int, int], now: datetime) -> deque[datetime]:
        times = self._times.setdefault(key, deque())
        while times and times[0] <= now - HOUR:
            times.popleft()
        return times
