"""Site leaders who read the principals' forum: let in by a steward, in the open, and nobody's supervisor."""

from __future__ import annotations

import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.people.graph import SupervisionGraph
from bot.people.model import Person, State
from bot.people.rules import audiences
from bot.visibility.admission.access import Roster
from bot.visibility.admission.conditions import NotActive, NotAdmitted
from bot.visibility.permissions.model import VIEW_CHANNEL
from cogs.forum.leaders import NoSiteOfTheirs, NotAmongPeers, ReadsItAlready, check_may_be_let_in
from config.community import default_community
from tests.cogs.forum.asking import principals
from tests.cogs.rooms.readers.looking.test_exposure import lasting
from tests.cogs.rooms.seeing import reads, supervise
from tests.cogs.setup.replies import told
from tests.kit.town import Town

COMMUNITY = default_community()
FORUM = "principals-forum"


def person(number: int, position: str = "coordinator", site: int | None = 1, **more: object) -> Person:
    return Person(number, f"P{number}", f"p{number}@example.org", position, site, **more)  # type: ignore[arg-type]


def roster(*people: Person, supervisions: tuple[tuple[int, int], ...] = ()) -> Roster:
    graph = SupervisionGraph(supervisions, people, COMMUNITY.positions.principals)
    return Roster(people, graph, COMMUNITY)


LEE, HEAD = person(1), person(2, "principal", 2)


@pytest.mark.parametrize(
    ("who", "standing", "why"),
    [
        (LEE, roster(LEE, person(3, "principal", 1)), NotAmongPeers),  # the principal of her own site
        (LEE, roster(LEE, HEAD, supervisions=((2, 1),)), NotAmongPeers),
        (LEE, roster(LEE, HEAD, supervisions=((1, 2),)), NotAmongPeers),
        (LEE, roster(LEE, HEAD, person(4, site=3), supervisions=((1, 4), (4, 2))), NotAmongPeers),
        (LEE, roster(LEE, person(5, site=3, is_site_leader=True), supervisions=((5, 1),)), NotAmongPeers),
        (HEAD, roster(LEE, HEAD), ReadsItAlready),
        (person(1, site=None), roster(person(1, site=None)), NoSiteOfTheirs),
        (person(1, state="suspended"), roster(person(1, state="suspended")), NotActive),
    ],
)
def test_nobody_is_let_in_who_stands_above_or_below_a_reader(who: Person, standing: Roster, why: type) -> None:
    with pytest.raises(why):
        check_may_be_let_in(who, standing)


def test_a_leader_of_a_site_without_a_principal_may_be_let_in() -> None:
    check_may_be_let_in(LEE, roster(LEE, HEAD))


@pytest.mark.parametrize("state", ["active", "retired", "suspended"])
def test_a_leader_leaves_once_a_principal_is_above_and_the_principal_stays(state: State) -> None:
    lee, head = person(1, is_site_leader=True, state=state), person(3, "principal", 1)
    alone, under = roster(lee), roster(lee, head)
    assert ("principals" in audiences(lee, alone.graph, COMMUNITY)) == (state == "active")
    assert under.refusal(head, "principals") is None
    assert isinstance(under.refusal(lee, "principals"), NotAdmitted)


async def test_a_steward_lets_a_leader_in_and_out_again_in_the_open_log(town: Town) -> None:
    head, _ = await principals(town)
    boss, lee = await town.join("Sue Ward", steward=True), await town.join("Lee Park", "partner staff", "Harbour House")
    lobby = town.channel("lobby")
    assert not reads(town, lee, FORUM)
    await lee.slash(lobby, "forum leader", who=lee, decision="add")
    await town.settle()
    assert not reads(town, lee, FORUM), "only stewards decide"
    assert "about themselves" in told(await boss.slash(lobby, "forum leader", who=boss, decision="add"))
    assert "reads the forum" in told(await boss.slash(lobby, "forum leader", who=lee, decision="add"))
    await town.settle()
    assert reads(town, lee, FORUM)
    assert "already" in told(await boss.slash(lobby, "forum leader", who=lee, decision="add"))
    assert "Sue Ward let Lee Park read the principals' forum" in told(await lee.slash(lobby, "steward log"))
    who = told(await head.slash(town.channel(FORUM), "room who"))
    assert f"<@{lee.id}> gained access through the roster." in who
    assert lee.id not in await lasting(town, FORUM), "whoever was let in is no exposure"
    ana = await town.join("Ada Hill", "principal", "Fir Elementary")
    await supervise(town, ana, lee)
    assert not reads(town, lee, FORUM), "a principal stands above her now"
    assert reads(town, ana, FORUM)
    by_hand = Overwrite(lee.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL)
    town.env.backend.set_overwrite(town.channel(FORUM).id, by_hand)
    await town.settle()
    assert not reads(town, lee, FORUM), "nor does Discord let her in by hand"
    who = told(await head.slash(town.channel(FORUM), "room who"))
    assert f"<@{lee.id}> lost access, as the roster says." in who
    assert f"<@{lee.id}> lost access, which they had through being let in by name." in who
    await boss.slash(lobby, "forum leader", who=lee, decision="remove")
    assert "nothing to take back" in told(await boss.slash(lobby, "forum leader", who=lee, decision="remove"))
