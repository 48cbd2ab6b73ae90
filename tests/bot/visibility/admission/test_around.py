"""What is read of the roster for one person decides about them just as the whole roster does."""

from __future__ import annotations

from bot.clock import ManualClock
from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.flags import flags
from bot.people.model import Person, Site
from bot.people.rules import audiences
from bot.people.standing import graph_around, inactive_people
from bot.people.store import PeopleStore
from bot.visibility.admission.access import Roster, admitted_to, roles_due, why_not_admitted
from bot.visibility.admission.spaces import AUDIENCES

SITE = 5


def _person(number: int, position: str = "coordinator", **facts: object) -> Person:
    return Person(number, f"Person {number}", f"p{number}@example.org", position, **facts)  # type: ignore[arg-type]


PEOPLE = (
    _person(1),  # below 2, through 3 who is gone
    _person(2, "teacher"),  # named as a supervisor
    _person(3, state="retired"),
    _person(4, "principal", site_id=SITE),  # above whoever is at the site
    _person(5, site_id=SITE),
    _person(6, "district leader"),  # above 4, and so above 5
    _person(7, is_site_leader=True, site_id=SITE),  # leads a site, with a principal above
    _person(8, is_site_leader=True),
    _person(9, "principal"),  # of no site
    _person(10),  # flagged by 11
    _person(11),
    _person(12, "nobody knows what"),
    _person(13, state="suspended"),
    _person(14),  # above and below nobody
)
SUPERVISIONS = ((2, 3), (3, 1), (6, 4))


async def test_for_everybody_the_part_decides_as_the_whole(network: Network, clock: ManualClock) -> None:
    community = network.community
    async with network.write() as tx:
        store = PeopleStore(tx)
        await store.add_site(Site(SITE, "Oak", "North", "North", "elementary", None, "America/Chicago"))
        await store.add_people(PEOPLE, now=clock.now())
        await store.add_supervisions(SUPERVISIONS)
        facts = {"channel_id": 70, "threads": [], "is_paused": True, "state": "open", "flagged_at": clock.now()}
        await tx.insert(flags, id=new_id(), flagger_id=11, flagged_id=10, **facts)
    async with network.read() as tx:
        store = PeopleStore(tx)
        whole, graph = await Roster.read(tx, community), await store.graph()
        for person in PEOPLE:
            around = await graph_around(tx, person)
            assert around.below(person.id) == graph.below(person.id)
            assert audiences(person, around, community) == audiences(person, graph, community)
            part = await Roster.around(tx, community, person)
            assert admitted_to(person, part) == admitted_to(person, whole)
            assert roles_due(person, part) == roles_due(person, whole)
            for audience in AUDIENCES:
                assert why_not_admitted(person, audience, part) == why_not_admitted(person, audience, whole)
        assert len((await Roster.around(tx, community, PEOPLE[-1])).people) == 1  # most people need little
        assert await inactive_people(tx) == {3, 13}
