"""Leads a Staffroom that a drill starts to the stand-in for Discord, if named."""  # noqa: INP001 -- so is it found

from __future__ import annotations

import os

address = os.environ.get("DISCORD_STANDIN")
if address is not None:
    from discord.gateway import DiscordWebSocket
    from discord.http import Route
    from yarl import URL

    Route.BASE = f"http://{address}"
    DiscordWebSocket.DEFAULT_GATEWAY = URL(f"ws://{address}/gateway")
