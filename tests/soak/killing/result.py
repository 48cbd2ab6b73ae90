"""What came of all digests sent one way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

RANDOM = "at random"


@dataclass
class Result:
    """What came of all digests sent one way."""

    kills: Counter[str] = field(default_factory=Counter)
    mails: int = 0
    lost: int = 0  # arrived nowhere, and nobody is asked about it
    doubled: int = 0
    doubted: int = 0
    doubted_unsent: int = 0
    most_doubted_a_kill: int = 0

    def line(self, name: str) -> str:
        named = sum(self.kills.values()) - self.kills[RANDOM]
        return (
            f"{name}: {self.kills[RANDOM]} kills at random, {named} at {len(set(self.kills) - {RANDOM})} named moments;"
            f" {self.mails} mails: {self.lost} lost, {self.doubled} doubled, {self.doubted} in doubt (of them "
            f"{self.doubted_unsent} unsent), at most {self.most_doubted_a_kill} in doubt a kill"
        )
