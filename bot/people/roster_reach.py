"""Whose access a plan may change: they are the ones whose roles must be looked at again."""

from __future__ import annotations

from bot.people.model import Person
from bot.people.roster_plan import Plan
from bot.people.rules import audiences
from config.community import Community


def linked_people_affected(plan: Plan, community: Community) -> list[Person]:
    """Return everyone with an account whose state, place, audiences, supervisors or supervised differ afterwards."""
    principals = community.positions.principals
    before, after = plan.before.graph(principals), plan.after.graph(principals)
    known = {person.id: person for person in plan.before.people}
    affected = []
    for person in plan.after.people:
        earlier = known.get(person.id)
        if person.account_id is None or earlier is None:
            continue
        is_same = (
            (earlier.state, earlier.position, earlier.site_id) == (person.state, person.position, person.site_id)
            and audiences(earlier, before, community) == audiences(person, after, community)
            and before.above(person.id) == after.above(person.id)
            and before.below(person.id) == after.below(person.id)
        )
        affected += [] if is_same else [person]
    return affected
