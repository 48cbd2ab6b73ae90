"""Several processes on one database: which shard is whose, whose turn a sweep is, who leads, what others have changed.

What may happen where is one table in docs/decisions/0037-several-processes.md.
"""

from __future__ import annotations

from bot.processes.shards import Shards

__all__ = ["Shards"]
