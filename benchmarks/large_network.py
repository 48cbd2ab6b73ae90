"""A large invented network: everybody on the roster and on the server, rooms as they are when nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

import discord
from sqlalchemy import Table

from benchmarks.large_server import GUILD, member_payload, role_payload
from benchmarks.outgoing import BOT
from bot.database.network import Network
from bot.database.schema.people import people, sites
from bot.database.schema.rooms import room_members, rooms
from bot.database.schema.spaces import installations, spaces
from bot.visibility.admission.access import Roster
from bot.visibility.admission.overwrites import overwrites_due, room_overwrites_due
from bot.visibility.admission.rooms import room_role
from bot.visibility.admission.spaces import Kind
from bot.visibility.permissions.model import Overwrite
from cogs.setup.needs import REQUIRED

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
OWNER, FIRST = 600, 1_000  # account ids: the server's owner, who is on no roster, and the first member
MEMBERS, PRACTITIONERS, LEADS, PRINCIPALS, STEWARD, BOTS, POWER, CROWD = range(2, 10)  # role ids
INSTALLED = {"role:members": MEMBERS, "role:practitioners": PRACTITIONERS, "role:leads": LEADS,
             "role:principals": PRINCIPALS, "role:steward": STEWARD}  # fmt: skip
CHOICES = range(20, 60)  # roles that are nothing to us, so that role sets are many
ROOM_ROLES = 100  # the first of the joined rooms' roles
AT_A_SITE, IN_A_ROOM, OPEN = 50, 250, 10  # people, people, rooms
STEWARDS, MENTORING, ROOMS, THREADS = 10**6, 10**6 + 1, 10**6 + 10, 2 * 10**6  # channel ids


@dataclass(frozen=True)
class Large:
    """How large it is, and who is what."""

    members: int
    rooms: int
    threads: int

    @property
    def accounts(self) -> range:
        """Everybody on the roster; the first of each site is its principal."""
        return range(FIRST, FIRST + self.members)

    @property
    def joined(self) -> range:
        """The numbers of the rooms that have a role of their own."""
        return range(OPEN, self.rooms - 2)

    def is_principal(self, account: int) -> bool:
        """Say whether somebody is the principal of their site."""
        return (account - FIRST) % AT_A_SITE == 0

    def in_room(self, number: int) -> list[int]:
        """Return who has joined a room."""
        start = number * 263 % max(1, self.members - 2 * IN_A_ROOM)
        return [each for each in self.accounts[start : start + IN_A_ROOM] if not self.is_principal(each)]

    def in_thread(self, number: int) -> list[int]:
        """Return the pair of a thread."""
        return [FIRST + 1 + 3 * number, FIRST + 2 + 3 * number]


async def fill(network: Network, large: Large) -> None:
    """Put everybody and everything into the database."""
    count = -(-large.members // AT_A_SITE)
    site = {"district": "N", "region": "N", "level": "elementary", "opened_on": None, "time_zone": "America/Chicago"}
    person = {"started_on": None, "languages": ["en"], "topics": [], "locale": "en", "state": "active"}
    await _insert(network, sites, ({**site, "id": 10 + n, "name": f"Site {n}", "name_key": f"site {n}",
                                    "initiatives": []} for n in range(count)))  # fmt: skip
    await _insert(network, people, ({**person, "id": account, "name": f"Person {account}",
                                     "email": f"p{account}@example.org", "account_id": account,
                                     "position": "principal" if large.is_principal(account) else "coordinator",
                                     "site_id": 10 + (account - FIRST) // AT_A_SITE,
                                     "linked_at": NOW, "added_at": NOW} for account in large.accounts))  # fmt: skip
    room: dict[str, Any] = {"audience": "practitioners", "state": "open", "purpose": None, "topic": None,
                            "site_ids": [], "initiative": None, "opener_person_id": None, "asked_at": NOW}  # fmt: skip
    numbers = range(large.rooms - 2)
    await _insert(network, rooms, ({**room, "id": 1 + n, "kind": "joined" if n in large.joined else "open",
                                    "name": f"Room {n}", "channel_id": ROOMS + n} for n in numbers))  # fmt: skip
    inside = ((n, account) for n in large.joined for account in large.in_room(n))
    await _insert(network, room_members, ({"id": place, "room_id": 1 + n, "person_id": account, "joined_at": NOW}
                                          for place, (n, account) in enumerate(inside, 1)))  # fmt: skip
    keys = {**INSTALLED, **{room_role(1 + n): ROOM_ROLES + n for n in large.joined}}
    await _insert(network, installations, ({"id": n, "key": key, "kind": "role", "discord_id": role_id}
                                           for n, (key, role_id) in enumerate(keys.items(), 1)))  # fmt: skip
    kinds: dict[int, tuple[Kind, str | None]] = {STEWARDS: ("stewards", None), MENTORING: ("mentoring", None)}
    kinds |= {ROOMS + n: ("room", "practitioners") for n in range(large.rooms - 2)}
    kinds |= {THREADS + n: ("thread", None) for n in range(large.threads)}
    await _insert(network, spaces, ({"id": channel_id, "kind": kind, "audience": audience, "channel_id": channel_id,
                                     "name": "space"} for channel_id, (kind, audience) in kinds.items()))  # fmt: skip


async def _insert(network: Network, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    async with network.write() as tx:
        await tx.insert_many(table, list(rows))


async def guild_payload(network: Network, large: Large) -> dict[str, Any]:
    """Return the server as Discord would send it: every role and overwrite as it is due."""
    async with network.read() as tx:
        roster = await Roster.read(tx, network.community)
    keys = {**INSTALLED, **{room_role(1 + n): ROOM_ROLES + n for n in large.joined}}
    random, own = Random(7), dict[int, list[int]]()  # noqa: S311 -- the same server each time
    for n in large.joined:
        for account in large.in_room(n):
            own.setdefault(account, []).append(ROOM_ROLES + n)
    members = [member_payload(OWNER, ()), member_payload(BOT, (BOTS,))]
    for account in large.accounts:
        given = (LEADS, PRINCIPALS) if large.is_principal(account) else (PRACTITIONERS,)
        chosen = random.sample(CHOICES, random.randint(0, 4))
        crowd = (CROWD,) if (account - FIRST) % 100 == 7 else ()
        members.append(member_payload(account, (MEMBERS, *given, *chosen, *crowd, *own.get(account, ()))))
    powers = {GUILD: 0, BOTS: REQUIRED, POWER: 0, CROWD: 0, **dict.fromkeys((*keys.values(), *CHOICES), 0)}
    ids: dict[str, Any] = {"guild_id": GUILD, "bot_id": BOT}
    channels = [
        channel(STEWARDS, overwrites_due("stewards", None, keys, **ids)),
        channel(MENTORING, overwrites_due("mentoring", None, keys, **ids)),
        *(channel(each.channel_id or 0, room_overwrites_due(each, keys, (), **ids)) for each in roster.rooms),
    ]
    return {
        "id": str(GUILD),
        "name": "A large network",
        "owner_id": str(OWNER),
        "roles": [{**role_payload(role_id, may), "position": 900 if role_id == BOTS else role_id - 1}
                  for role_id, may in powers.items()],
        "members": members,
        "channels": channels,
        "threads": [thread(THREADS + n) for n in range(large.threads)],
        "member_count": len(members),
        "large": True,
    }  # fmt: skip


def channel(channel_id: int, overwrites: Iterable[Overwrite], name: str = "space") -> dict[str, Any]:
    """Return a text channel."""
    told = [{"id": str(each.target_id), "type": int(each.of_member), "allow": str(each.allow), "deny": str(each.deny)}
            for each in overwrites]  # fmt: skip
    place = {"id": str(channel_id), "guild_id": str(GUILD), "type": 0, "position": 0, "parent_id": None}
    return {**place, "name": name, "permission_overwrites": told}


def thread(thread_id: int) -> dict[str, Any]:
    """Return a pair's private thread."""
    since = {"archived": False, "auto_archive_duration": 10080, "archive_timestamp": "2026-03-02T15:00:00+00:00",
             "locked": False, "create_timestamp": "2026-03-02T15:00:00+00:00"}  # fmt: skip
    place = {"id": str(thread_id), "guild_id": str(GUILD), "parent_id": str(MENTORING), "owner_id": str(BOT)}
    counts = {"message_count": 0, "member_count": 2, "total_message_sent": 0, "rate_limit_per_user": 0}
    return {**place, **counts, "type": 12, "name": "A pair", "thread_metadata": since}


def built(payload: dict[str, Any], state: Any) -> discord.Guild:  # noqa: ANN401 -- discord.py's own state
    """Return the server in a client's cache."""
    guild = discord.Guild(data=payload, state=state)  # type: ignore[arg-type]
    state._add_guild(guild)  # noqa: SLF001 -- the gateway's entrance, without a gateway
    return guild
