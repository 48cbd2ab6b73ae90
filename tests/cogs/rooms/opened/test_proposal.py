from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.people.model import Site
from cogs.rooms.opened.proposal import (
    LONGEST_NAME,
    LONGEST_PURPOSE,
    Asked,
    NameNeeded,
    OpenMeansEverybody,
    Proposal,
    PurposeNeeded,
    SitesOrInitiative,
    UnknownInitiative,
    UnknownSites,
    UnknownTopic,
    channel_name,
    check_proposal,
    plain_purpose,
)
from config.community import default_community

COMMUNITY = default_community()
SITES = [
    Site(1, "Oak Elementary", "", "", "", None, "", ("Full Service",)),
    Site(2, "Pine Middle", "", "", "", None, ""),
]


def test_sites_are_named_as_people_write_them() -> None:
    asked = Asked("joined", "practitioners", sites=" pine  middle, Oak Elementary,, ")
    assert asked.read(SITES) == Proposal("joined", "practitioners", site_ids=(1, 2))


def test_a_site_or_an_initiative_that_nobody_knows_is_named_in_the_refusal() -> None:
    with pytest.raises(UnknownSites, match="Elm High"):
        Asked("joined", "practitioners", sites="Oak Elementary, Elm High").read(SITES)
    with pytest.raises(UnknownInitiative, match="Nothing"):
        Asked("joined", "practitioners", initiative="Nothing").read(SITES)


@pytest.mark.parametrize(
    ("proposal", "refusal"),
    [
        (Proposal("open", "practitioners", site_ids=(1,)), OpenMeansEverybody),
        (Proposal("open", "leads", initiative="Full Service"), OpenMeansEverybody),
        (Proposal("small", "leads", site_ids=(1,), initiative="Full Service"), SitesOrInitiative),
        (Proposal("small", "leads", topic="weather"), UnknownTopic),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(proposal: Proposal, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_proposal(proposal, COMMUNITY)


def test_a_name_is_written_as_discord_writes_a_channels() -> None:
    assert channel_name("  Family Evenings & Él Niño! ") == "family-evenings-él-niño"


@given(st.text(max_size=200))
def test_every_name_is_one_that_discord_takes_or_refused(written: str) -> None:
    try:
        name = channel_name(written)
    except NameNeeded:
        return
    assert 1 <= len(name) <= LONGEST_NAME
    assert name == channel_name(name)
    assert not set(name) & set(" \n\u200b@#_")


@given(st.text(max_size=500))
def test_every_purpose_is_one_line_that_somebody_can_read_or_refused(written: str) -> None:
    try:
        purpose = plain_purpose(written)
    except PurposeNeeded:
        return
    assert 1 <= len(purpose) <= LONGEST_PURPOSE
    assert purpose.isprintable()
    assert any(mark.isalnum() for mark in purpose)
