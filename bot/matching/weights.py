"""The weights as a community has written them."""

from __future__ import annotations

from bot.matching.model import Weights
from config.community import Community


def weights_of(community: Community) -> Weights:
    """Return how much each part of a fit counts in this community."""
    wanted = community.mentoring
    return Weights(
        topics=wanted.weight_topics,
        seniority=wanted.weight_seniority,
        languages=wanted.weight_languages,
        other_site=wanted.weight_other_site,
        rhythm=wanted.weight_rhythm,
        hours=wanted.weight_hours,
        level=wanted.weight_level,
        district=wanted.weight_district,
        load=wanted.weight_load,
        size=wanted.weight_size,
    )
