"""Which network a server belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.database.network import FIRST_NETWORK
from bot.errors import Refusal
from config.texts import N_

if TYPE_CHECKING:
    import discord

    from bot.database.network import Network
    from bot.ui.bot import StaffroomBot


@dataclass
class OnlyTheOwner(Refusal):
    """A server that belongs to no network yet is set up by its owner."""

    says: ClassVar[str] = N_("This server isn't set up yet. Its owner can do that with /setup.")


@dataclass
class WhichNetwork(Refusal):
    """The server cannot be matched to a network without being told."""

    guild_id: int
    says: ClassVar[str] = N_(
        "I can't tell which network this server is for. Whoever runs the machine can say so with "
        "`staffroom network link {guild_id}`; then run /setup again."
    )


async def belongs_to(client: StaffroomBot, guild: discord.Guild, account_id: int) -> Network:
    """Return the network of a server; the only unlinked one is linked to the only server, if its owner asks.

    A network that nobody has named yet takes the server's name.

    Raises `OnlyTheOwner` and `WhichNetwork`.
    """
    networks = client.house.networks
    known = await networks.for_guild(guild.id)
    if known is not None:
        return known
    if guild.owner_id != account_id:
        raise OnlyTheOwner
    unlinked = [network for network in await networks.all() if network.guild_id is None]
    if len(unlinked) != 1 or len(client.guilds) != 1:
        raise WhichNetwork(guild.id)
    await networks.link(unlinked[0].id, guild.id)
    if unlinked[0].name == FIRST_NETWORK:
        await networks.rename(unlinked[0].id, guild.name)
    linked = await networks.for_guild(guild.id)
    if linked is None:
        raise WhichNetwork(guild.id)
    return linked
