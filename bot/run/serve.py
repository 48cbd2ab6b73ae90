"""`staffroom run`: the whole house, connected to Discord, until it is asked to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from dataclasses import dataclass
from typing import ClassVar

import aiohttp
import discord

from bot.errors import Refusal
from bot.house import House
from bot.run.app import open_app
from bot.run.collector import calm_collector
from config.settings import Settings
from config.texts import N_

log = logging.getLogger(__name__)

AUTHENTICATION_FAILED = 4004  # how the gateway says that it does not know the token


@dataclass
class TokenMissing(Refusal):
    """No token is set."""

    says: ClassVar[str] = N_("STAFFROOM_DISCORD_TOKEN isn't set. Copy it from your application's Bot page into .env.")


@dataclass
class TokenWrong(Refusal):
    """Discord does not know the token."""

    says: ClassVar[str] = N_(
        "Discord doesn't accept this token. Reset it on your application's Bot page and put the new one in .env."
    )


@dataclass
class IntentMissing(Refusal):
    """The members intent is not switched on."""

    says: ClassVar[str] = N_(
        "Discord doesn't let the bot see the member list. Switch on Server Members Intent on its Bot page."
    )


@dataclass
class DiscordUnreachable(Refusal):
    """No way to Discord."""

    says: ClassVar[str] = N_("Discord can't be reached. Check this machine's network and try again.")


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; deliveries that have begun are finished first."""
    if settings.discord_token is None:
        raise TokenMissing
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with open_app(settings) as house:
        log.info("connecting to Discord")
        connection = asyncio.create_task(_connect(house, settings.discord_token.get_secret_value()))
        ends = {connection, asyncio.create_task(stop.wait()), asyncio.create_task(_token_refused(house))}
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


async def _token_refused(house: House) -> None:
    """Wait until Discord refuses the token in the middle of everything; then raises `TokenWrong`."""
    if house.client is not None:
        await house.client.gate.token_refused.wait()
        raise TokenWrong


async def _connect(house: House, token: str) -> None:
    if house.client is None:
        raise RuntimeError("the house is not open")
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
