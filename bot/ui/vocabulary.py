"""Choices that follow the network's own vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.ui.payloads import language_of

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot

MOST_CHOICES = 25  # Discord: autocomplete offers at most 25


async def topic_choices(interaction: discord.Interaction[StaffroomBot], current: str) -> list[app_commands.Choice[str]]:
    """Offer the network's topics that contain what was typed so far."""
    if interaction.guild_id is None:
        return []
    network = await interaction.client.house.networks.for_guild(interaction.guild_id)
    if network is None:
        return []
    t = language_of(interaction)
    typed = current.casefold()
    found = [(topic, t.named(topic.label), t.named(topic.about)) for topic in network.community.topics]
    fitting = [
        app_commands.Choice(name=label, value=topic.key)
        for topic, label, about in found
        if typed in f"{topic.label} {topic.about} {label} {about}".casefold()
    ]
    return fitting[:MOST_CHOICES]
