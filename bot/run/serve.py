"""`staffroom run`: the whole house, connected to Discord, until it is asked to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from dataclasses import dataclass, field
from typing import ClassVar

import aiohttp
import discord

from bot.errors import Refusal
from bot.house import House
from bot.processes import Shards
from bot.processes.counts import check_counts
from bot.run.app import open_app
from bot.run.collector import calm_collector
from config.reading import place_of
from config.settings import Settings
from config.texts import N_

log = logging.getLogger(__name__)

AUTHENTICATION_FAILED = 4004  # how the gateway says that it does not know the token


def place_of_token() -> str:
    """Return where this process has its token from, or would have it from."""
    return place_of("STAFFROOM_DISCORD_TOKEN")


class NotStartedAgain(Refusal):
    """Something that only the host can mend. A service that starts what fell over must not knock at Discord for it."""

    ends_with: ClassVar[int] = os.EX_CONFIG  # deploy/staffroom.service knows it


@dataclass
class TokenMissing(NotStartedAgain):
    """No token is set."""

    place: str = field(default_factory=place_of_token)
    vocabulary: ClassVar[frozenset[str]] = frozenset({"place"})
    says: ClassVar[str] = N_(
        "STAFFROOM_DISCORD_TOKEN isn't set. Copy it from your application's Bot page into {place}."
    )


@dataclass
class TokenWrong(NotStartedAgain):
    """Discord does not know the token."""

    place: str = field(default_factory=place_of_token)
    vocabulary: ClassVar[frozenset[str]] = frozenset({"place"})
    says: ClassVar[str] = N_(
        "Discord doesn't accept this token. Reset it on your application's Bot page and put the new one into {place}."
    )


@dataclass
class IntentMissing(NotStartedAgain):
    """The members intent is not switched on."""

    says: ClassVar[str] = N_(
        "Discord doesn't let the bot see the member list. Switch on Server Members Intent on its Bot page."
    )


@dataclass
class DiscordUnreachable(Refusal):
    """No way to Discord."""

    says: ClassVar[str] = N_("Discord can't be reached. Check this machine's network and try again.")


@dataclass
class ShardTakenOver(Refusal):
    """The database did not hear of this process for a while, and another took over its shards."""

    says: ClassVar[str] = N_(
        "Another process serves these shards now: this one couldn't reach the database for a while. Start it again: it "
        "waits to take over in turn."
    )


async def serve(settings: Settings, shards: Shards | None = None) -> None:
    """Run until SIGTERM or SIGINT; deliveries that have begun are finished first.

    Where another process serves the same shards, this one waits until that is gone.
    """
    if settings.discord_token is None:
        raise TokenMissing
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with open_app(settings, shards=shards) as house:
        connection = asyncio.create_task(_connect(house, settings.discord_token.get_secret_value()))
        ends = {connection, *map(asyncio.create_task, (_told(stop), _token_refused(house), _taken_over(house)))}
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        try:
            for end in ends:
                if end.done():
                    end.result()
        finally:
            log.info("stopping")
            for end in ends:
                end.cancel()
            await asyncio.gather(*ends, return_exceptions=True)


async def _told(stop: asyncio.Event) -> None:
    """Wait until this process is asked to stop."""
    await stop.wait()


async def _taken_over(house: House) -> None:
    """Wait until another process serves our shards; then raises `ShardTakenOver`."""
    if house.peers is not None:
        await house.peers.lost.wait()
        raise ShardTakenOver


async def _token_refused(house: House) -> None:
    """Wait until Discord refuses the token in the middle of everything; then raises `TokenWrong`."""
    if house.client is not None:
        await house.client.gate.token_refused.wait()
        raise TokenWrong


async def _connect(house: House, token: str) -> None:
    if house.client is None or house.peers is None:
        raise RuntimeError("the house is not open")
    if not all(map(house.peers.has, house.shards.names)):
        log.info("another process serves shards %s, or did just now: waiting to take over", house.shards)
    await house.peers.wait_for(*house.shards.names)
    await check_counts(house.database.beside, house.shards)
    log.info("connecting to Discord, shards %s", house.shards)
    try:
        with calm_collector():
            await house.client.start(token)
    except discord.LoginFailure as error:
        raise TokenWrong from error
    except discord.PrivilegedIntentsRequired as error:
        raise IntentMissing from error
    except discord.ConnectionClosed as error:
        if error.code != AUTHENTICATION_FAILED:
            raise
        raise TokenWrong from error
    except (aiohttp.ClientConnectionError, OSError) as error:
        raise DiscordUnreachable from error
