"""Places on the page that somebody is led to."""

from __future__ import annotations

from dataclasses import dataclass

from demo.world import Cast

DIRECT = "direct"  # somebody's messages from the bot
CLOCK = "clock"


@dataclass(frozen=True)
class Place:
    """Somebody in a channel, with a command opened where one is named."""

    label: str
    who: Cast
    channel: str = ""
    command: str = ""
    part: str = ""  # of the page; where nothing is said, whichever shows what is meant

    @property
    def anchor(self) -> str:
        """The part of the page to look at."""
        return self.part or ("command" if self.command else "chat" if self.channel else "look")

    def query(self, step: int) -> dict[str, str]:
        """Return the page's choices that lead there, the tour's step kept."""
        asked = {"as": self.who.key, "tour": str(step)}
        if self.channel:
            asked["in"] = self.channel
        return {**asked, "cmd": self.command} if self.command else asked
