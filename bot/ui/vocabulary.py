"""Choices that follow the network's own vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

import discord
from discord import app_commands

from bot.ui.payloads import language_of
from config.texts import Texts
from config.topics import Topic

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot
    from bot.ui.visit import Visit

Written = TypeVar("Written", str, str | None)
MOST_CHOICES = 25  # Discord: autocomplete offers at most 25


async def topic_choices(interaction: discord.Interaction[StaffroomBot], current: str) -> list[app_commands.Choice[str]]:
    """Offer the network's topics that contain what was typed so far."""
    if interaction.guild_id is None:
        return []
    network = await interaction.client.house.networks.for_guild(interaction.guild_id)
    if network is None:
        return []
    fitting = topics_fitting(network.community.topics, language_of(interaction), current)
    return [app_commands.Choice(name=label, value=key) for key, label in fitting[:MOST_CHOICES]]


def topics_fitting(topics: Sequence[Topic], t: Texts, typed: str) -> list[tuple[str, str]]:
    """Return the topics that contain what was typed, as (key, label): those first whose names begin with it.

    Whoever types "fam" and takes the first means the one that is called so, not one whose explanation has the word.
    """
    wanted, ranked = typed.casefold().strip(), []
    for topic in topics:
        label, about = t.named(topic.label), t.named(topic.about)
        names = (label.casefold(), topic.label.casefold())
        if wanted in " ".join((*names, about, topic.about)).casefold():
            rank = 0 if any(name.startswith(wanted) for name in names) else 1 if any(wanted in n for n in names) else 2
            ranked.append((rank, topic.key, label))
    return [(key, label) for _, key, label in sorted(ranked, key=itemgetter(0))]


def topic_meant(visit: Visit, written: Written) -> Written:
    """Return the key of the topic that was written by its name instead of picked; what is no topic, as it is."""
    name, t = " ".join((written or "").split()).casefold(), visit.t
    for topic in visit.network.community.topics:
        if name in (topic.label.casefold(), t.named(topic.label).casefold()):
            return topic.key
    return written
