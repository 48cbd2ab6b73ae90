"""What a person is to the network: which audiences admit them, how long they have been at it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.people.graph import SupervisionGraph
from bot.people.model import Person
from config.community import Community, Seniority

Audience = Literal["practitioners", "leads", "principals"]
DEFAULT_SENIORITY = Seniority()


def is_complete(person: Person, community: Community) -> bool:
    """Say whether a row says enough to admit anywhere: a name, an address and a position that the network knows."""
    return bool(person.name and person.email) and person.position in community.positions.known


def is_practitioner(person: Person, graph: SupervisionGraph, community: Community) -> bool:
    """Say whether a person holds a practitioner's position and supervises nobody, not even through others."""
    return (
        person.state == "active"
        and is_complete(person, community)
        and person.position in community.positions.practitioners
        and not graph.supervises_somebody(person.id)
    )


def is_supervisor(person: Person, graph: SupervisionGraph, community: Community) -> bool:
    """Say whether a person supervises anybody, directly or through others, or holds a supervisory position."""
    return person.position in community.positions.supervisory or graph.supervises_somebody(person.id)


def audiences(person: Person, graph: SupervisionGraph, community: Community) -> frozenset[Audience]:
    """Return the audiences a person belongs to; nobody who is not active, or whose row is incomplete, belongs to any.

    Whether a lead supervises another member of one particular room is for that room to ask.
    """
    if person.state != "active" or not is_complete(person, community):
        return frozenset()
    found: set[Audience] = set()
    if is_practitioner(person, graph, community):
        found.add("practitioners")
    if is_supervisor(person, graph, community):
        found.add("leads")
    if person.position in community.positions.principals or leads_a_site(person, graph):
        found.add("principals")
    return frozenset(found)


def leads_a_site(person: Person, graph: SupervisionGraph) -> bool:
    """Say whether somebody reads what principals read as a site's leader: a steward said so, and no principal is above.

    Once the roster places a principal above them it is they who leave, not the principal.
    """
    return person.is_site_leader and not graph.is_under_a_principal(person.id)


def years_between(start: date, end: date) -> float:
    """Return the years from one day to another: whole ones by the calendar, the last by its share; negative before."""
    whole = end.year - start.year
    if _anniversary(start, whole) > end:
        whole -= 1
    since, until = _anniversary(start, whole), _anniversary(start, whole + 1)
    return whole + (end - since).days / (until - since).days


def is_newcomer(person: Person, today: date, seniority: Seniority = DEFAULT_SENIORITY) -> bool:
    """Say whether a person is new in the role (under a year by default); unknown where no start is known."""
    return person.started_on is not None and years_between(person.started_on, today) < seniority.newcomer_under_years


def is_seasoned(person: Person, today: date, seniority: Seniority = DEFAULT_SENIORITY) -> bool:
    """Say whether a person has been in the role for long (over three years by default)."""
    return person.started_on is not None and years_between(person.started_on, today) > seniority.seasoned_over_years


def _anniversary(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February in a year without one
        return date(start.year + years, 3, 1)
