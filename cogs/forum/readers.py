"""Who reads the forum now: by the roster, by flags, and by Discord's own permissions."""

from __future__ import annotations

import discord

from bot.people.model import Person
from bot.visibility.admission.access import Roster, why_not_admitted
from cogs.forum.reaching.asking import reads


def readers_among(roster: Roster, forum: discord.ForumChannel) -> list[Person]:
    """Return everybody whom the forum admits and Discord lets see it, by name."""
    return [
        person
        for person in roster.people
        if why_not_admitted(person, "principals", roster) is None and reads(forum, person)
    ]


def related_to(roster: Roster, person_id: int) -> frozenset[int]:
    """Return everybody above or below a person in any chain, and whoever a flag stands between: it counts as one."""
    near = roster.graph.above(person_id) | roster.graph.below(person_id)
    return near | roster.flaggers_of(person_id) | roster.paused_by(person_id)
