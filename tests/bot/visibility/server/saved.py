"""A saved server, as Discord's API returns its parts; each test changes what it is about."""

from __future__ import annotations

import json
from typing import Any

from tests.bot.visibility.server import servers

GUILD, OWNER, ADMIN, ANA, BOT, MOD, NEW = 1, 100, 101, 102, 103, 104, 105
ADMINS, PRACTITIONERS, MODS, PICKABLE = 20, 11, 19, 10
LOUNGE, HIDDEN, NEWS, ISLE = 1000, 1001, 1002, 1003
OPEN_THREAD, PAIR = 2000, 2001
VIEW, MANAGE_ROLES = str(1 << 10), 1 << 28


def saved() -> dict[str, Any]:
    """Return a small school network: a lounge for practitioners, announcements, a hidden channel, two threads."""
    roles = [
        servers.role(GUILD, 0),
        {**servers.role(PRACTITIONERS, 0), "name": "Practitioners"},
        {**servers.role(ADMINS, 1 << 3), "name": "Admins"},
        {**servers.role(MODS, MANAGE_ROLES), "name": "Mods"},
        {**servers.role(PICKABLE, 0), "name": "Pick me", "flags": 1},
    ]
    members = [servers.member(OWNER, []), servers.member(ADMIN, [ADMINS]), servers.member(ANA, [PRACTITIONERS])]
    members += [servers.member(BOT, []), servers.member(MOD, [MODS]), servers.member(NEW, [])]
    members[2]["nick"] = "Ana Ruiz"
    members[3]["user"]["bot"] = True
    shut = {"id": str(GUILD), "type": 0, "allow": "0", "deny": VIEW}
    lounge = [shut, {"id": str(PRACTITIONERS), "type": 0, "allow": VIEW, "deny": "0"}]
    lounge.append({"id": str(BOT), "type": 1, "allow": VIEW, "deny": "0"})
    channels = [
        _channel(LOUNGE, 0, "lounge", lounge),
        {**_channel(HIDDEN, 0, "___hidden___", [shut]), "flags": 1 << 17},
        _channel(NEWS, 5, "news", [{**shut, "allow": VIEW, "deny": "0"}]),
        _channel(ISLE, 2, "isle", [shut, {"id": str(PICKABLE), "type": 0, "allow": VIEW, "deny": "0"}]),
    ]
    threads = [
        {"id": str(OPEN_THREAD), "type": 11, "name": "a question", "parent_id": str(LOUNGE)},
        {"id": str(PAIR), "type": 12, "name": "a pair", "parent_id": str(LOUNGE), "members": [{"user_id": str(ANA)}]},
    ]
    guild = {"id": str(GUILD), "name": "A network", "owner_id": str(OWNER), "roles": roles}
    return {"guild": guild, "channels": channels, "threads": threads, "members": members}


def _channel(channel_id: int, kind: int, name: str, overwrites: list[dict[str, Any]]) -> dict[str, Any]:
    return {**servers.channel(overwrites, kind=kind, name=name), "id": str(channel_id)}


def content(whole: dict[str, Any]) -> bytes:
    return json.dumps(whole).encode()
