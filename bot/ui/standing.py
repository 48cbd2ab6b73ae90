"""Whether what was posted still stands: without message intents, nobody tells us of a message that is deleted."""

from __future__ import annotations

import discord


async def stands(place: discord.abc.Messageable, message_id: int, *, pinned: bool = False) -> bool:
    """Say whether a message stands where it was posted (and is `pinned`); where we may not read, nothing is claimed."""
    try:
        message = await place.fetch_message(message_id)
    except discord.NotFound:
        return False
    except discord.Forbidden:
        return True
    return message.pinned or not pinned
