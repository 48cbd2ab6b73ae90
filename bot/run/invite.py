"""`staffroom invite`: the link that brings the bot to a server with the least permissions it needs."""

from __future__ import annotations

import aiohttp
import discord

from bot.run.serve import DiscordUnreachable, TokenMissing, TokenWrong
from cogs.setup.needs import REQUIRED
from config.settings import Settings

SCOPES = ("bot", "applications.commands")


async def application(settings: Settings) -> discord.AppInfo:
    """Log in once and return what Discord knows of the application.

    Raises `TokenMissing`, `TokenWrong` or `DiscordUnreachable`.
    """
    if settings.discord_token is None:
        raise TokenMissing
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        try:
            await client.login(settings.discord_token.get_secret_value())
            return await client.application_info()
        except discord.LoginFailure as error:
            raise TokenWrong from error
        except (aiohttp.ClientConnectionError, OSError, discord.HTTPException) as error:
            raise DiscordUnreachable from error


async def invitation(settings: Settings) -> str:
    """Return the invitation link: no Administrator, only what `cogs.setup.needs` lists."""
    info = await application(settings)
    return discord.utils.oauth_url(info.id, permissions=discord.Permissions(REQUIRED), scopes=SCOPES)
