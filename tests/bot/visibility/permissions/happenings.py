"""Events at random, as the gateway sends them, fed into discord.py's own parser."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, cast

import discord

from tests.bot.visibility.permissions.worlds import BITS, GUILD
from tests.bot.visibility.server import servers

HIDDEN = {"name": "___hidden___", "flags": 1 << 17}
ROLES, PEOPLE, PLACES = range(10, 18), range(100, 130), range(1000, 1008)
ADMINISTRATOR = 1 << 3


class Gateway:
    """A server whose state only ever changes by events; each event is a method that sends one at random."""

    def __init__(self, random: Random) -> None:
        self.random = random
        client = discord.Client(intents=discord.Intents(guilds=True, members=True))
        self.state = client._connection
        self.roles = {GUILD: 0, **{role_id: self._bits() for role_id in ROLES[:5]}}
        self.people = {person_id: self._some_roles() for person_id in PEOPLE[:15]}
        self.owner = PEOPLE[0]
        channels = [self._channel(place) for place in PLACES[:5]]
        data = {
            "id": str(GUILD),
            "name": "A server",
            "owner_id": str(self.owner),
            "roles": [servers.role(role_id, bits) for role_id, bits in self.roles.items()],
            "members": [servers.member(each, roles) for each, roles in self.people.items()],
            "channels": channels,
            "member_count": len(self.people),
        }
        self.guild = discord.Guild(data=cast(Any, data), state=self.state)
        self.state._add_guild(self.guild)
        self.happenings: list[Callable[[], None]] = [
            *[self.roles_change] * 4,
            *[self.overwrites_change] * 4,
            self.role_changes,
            self.role_changes,
            self.role_comes_or_goes,
            self.somebody_comes_or_goes,
            self.owner_changes,
            self.channel_comes_or_goes,
            self.channel_is_hidden_or_shown,
        ]

    def happen(self) -> None:
        """Let something happen."""
        self.random.choice(self.happenings)()

    def roles_change(self) -> None:
        person = self.random.choice([*self.people])
        self.people[person] = self._some_roles()
        self._send("guild_member_update", servers.member(person, self.people[person]))

    def role_changes(self) -> None:
        role_id = self.random.choice([*self.roles])
        self.roles[role_id] = self._bits()
        self._send("guild_role_update", {"role": servers.role(role_id, self.roles[role_id])})

    def role_comes_or_goes(self) -> None:
        role_id = self.random.choice(ROLES)
        if role_id in self.roles:
            del self.roles[role_id]
            self._send("guild_role_delete", {"role_id": str(role_id)})
        else:
            self.roles[role_id] = self._bits()
            self._send("guild_role_create", {"role": servers.role(role_id, self.roles[role_id])})

    def somebody_comes_or_goes(self) -> None:
        person = self.random.choice(PEOPLE)
        if person in self.people:
            self._send("guild_member_remove", servers.member(person, self.people.pop(person)))
        else:
            self.people[person] = self._some_roles()
            self._send("guild_member_add", servers.member(person, self.people[person]))

    def owner_changes(self) -> None:
        self.owner = self.random.choice(PEOPLE)
        data = {"id": str(GUILD), "name": "A server", "owner_id": str(self.owner)}
        roles = [servers.role(role_id, bits) for role_id, bits in self.roles.items()]
        self.state.parse_guild_update(cast(Any, {**data, "roles": roles}))

    def overwrites_change(self) -> None:
        if self.guild.channels:
            place = self.random.choice(self.guild.channels)
            self._send("channel_update", self._channel(place.id))

    def channel_is_hidden_or_shown(self) -> None:
        if self.guild.channels:
            place = self.random.choice(self.guild.channels)
            shut = servers.channel([{"id": str(GUILD), "type": 0, "allow": "0", "deny": str(1 << 10)}])
            self._send("channel_update", {**shut, **HIDDEN, "id": str(place.id)})

    def channel_comes_or_goes(self) -> None:
        place = self.random.choice(PLACES)
        payload = self._channel(place)
        self._send("channel_delete" if self.guild.get_channel(place) else "channel_create", payload)

    def _channel(self, place: int) -> dict[str, Any]:
        targets = [(each, 0) for each in (GUILD, *ROLES)] + [(each, 1) for each in PEOPLE[:6]]
        chosen = [target for target in targets if self.random.random() < 0.3]
        return {**servers.channel([self._overwrite(each) for each in chosen]), "id": str(place)}

    def _overwrite(self, target: tuple[int, int]) -> dict[str, Any]:
        allow = self._bits(0)
        deny = self._bits(0) & ~allow
        return {"id": str(target[0]), "type": target[1], "allow": str(allow), "deny": str(deny)}

    def _bits(self, administrators: float = 0.05) -> int:
        power = ADMINISTRATOR if self.random.random() < administrators else 0
        return power | sum(bit for bit in BITS if self.random.random() < 0.3)

    def _some_roles(self) -> list[int]:
        return [role_id for role_id in ROLES if self.random.random() < 0.3]

    def _send(self, name: str, data: dict[str, Any]) -> None:
        getattr(self.state, f"parse_{name}")({"guild_id": str(GUILD), **data})
