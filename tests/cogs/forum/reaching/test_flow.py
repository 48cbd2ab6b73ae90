"""A question that nobody answered reaches somebody, on the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord.actors import MemberActor

from bot.people.store import PeopleStore
from config.calendar import Break
from tests.cogs.forum.asking import EVENINGS, ask, messages_of, post_of, question_of, reply, shown
from tests.kit.founding import Founding
from tests.kit.town import Town


async def settle(town: Town) -> None:
    """Let principals join: Ana asks; one is of her district, one above her, three fit, one of them by school only."""
    for name, district, level in (
        ("Elm Middle", "South", "middle"),
        ("Ash High", "East", "high"),
        ("Fir Elementary", "West", "elementary"),
        ("Yew Elementary", "North", "elementary"),
        ("Bay Elementary", "Far", "elementary"),
    ):
        await town.add_site(name, district=district, level=level)
    await town.join("Dot Above", "principal", "Bay Elementary", topics=("family",))
    await town.join("Eli Near", "principal", "Yew Elementary", topics=("family",))
    await town.join("Ben Osei", "principal", "Elm Middle", topics=("family",))
    await town.join("Cy Moss", "principal", "Fir Elementary")
    await town.join("Flo Iles", "principal", "Ash High", topics=("family",))
    await town.join("Ana Ruiz", "principal", "Oak Elementary", supervisors=("dot.above@example.org",))


@pytest.fixture(scope="session")
def beginning(tmp_path_factory: pytest.TempPathFactory, founding: Founding) -> Founding:
    """A town with these principals, made once: letting them join takes as long as most of these tests."""
    return founding.grown(tmp_path_factory.mktemp("settled"), settle)


def county(town: Town) -> dict[str, MemberActor]:
    """Return the principals by their first names."""
    return {person.name.split()[0].lower(): town.actor(person) for person in town.people.values()}


def asked_privately(town: Town, actor: MemberActor) -> list[discord.Message]:
    """The questions that were put to somebody."""
    try:
        return [each for each in town.direct_messages(actor) if "A question for you" in shown(each)]
    except AttributeError:
        return []


def names_asked(town: Town, people: dict[str, MemberActor]) -> set[str]:
    return {name for name, actor in people.items() if asked_privately(town, actor)}


async def test_after_a_day_two_who_fit_are_asked_and_the_asker_knows(town: Town) -> None:
    people = county(town)
    await ask(town, people["ana"])
    await town.forward(timedelta(hours=23))
    assert names_asked(town, people) == set()
    await town.forward(timedelta(hours=2))
    assert names_asked(town, people) == {"ben", "flo"}
    told = shown(town.direct_messages(people["ana"])[-1])
    assert "2 principals" in told
    assert "Ben" not in told
    await town.forward(timedelta(hours=3))
    assert len(asked_privately(town, people["ben"])) == 1


async def test_a_helper_answers_from_the_message(town: Town) -> None:
    people = county(town)
    await ask(town, people["ana"])
    await town.forward(timedelta(hours=25))
    (message,) = asked_privately(town, people["ben"])
    assert EVENINGS["words"] in shown(message)
    form = await people["ben"].user.click(message, label="Answer")
    await people["ben"].user.submit_modal(form, {"text": "Ask the library."})
    await town.settle()
    answer = (await messages_of(town, await question_of(town, people["ana"])))[-1]
    assert "Ask the library." in shown(answer)
    passed = await people["ben"].user.click(message, label="Pass")
    assert "no longer here" in shown(reply(passed))


async def test_whoever_passes_makes_room_for_the_next(town: Town) -> None:
    people = county(town)
    await ask(town, people["ana"])
    await town.forward(timedelta(hours=25))
    (message,) = asked_privately(town, people["ben"])
    await people["ben"].user.click(message, label="Pass")
    await town.settle()
    assert names_asked(town, people) == {"ben", "flo", "cy"}


async def test_a_helper_names_a_colleague_who_may_be_asked(town: Town) -> None:
    people = county(town)
    await ask(town, people["ana"])
    await town.forward(timedelta(hours=25))
    (message,) = asked_privately(town, people["flo"])
    card = reply(await people["flo"].user.click(message, label="Name a colleague"))
    offered = card.components[0]["components"][0]
    assert [each["label"] for each in offered["options"]] == ["Cy Moss"]
    await people["flo"].user.select(card, values=[offered["options"][0]["value"]])
    await town.settle()
    assert names_asked(town, people) == {"ben", "flo", "cy"}


async def test_with_one_click_or_the_switch_nobody_is_asked_again(town: Town) -> None:
    people = county(town)
    await people["flo"].slash(town.channel("general"), "forum helping", ask_me="no")
    await ask(town, people["ana"])
    await town.forward(timedelta(hours=25))
    assert names_asked(town, people) == {"ben", "cy"}
    (message,) = asked_privately(town, people["ben"])
    await people["ben"].user.click(message, label="Don't ask me again")
    await people["flo"].slash(town.channel("general"), "forum helping", ask_me="yes")
    await town.forward(timedelta(days=15))
    await ask(town, people["ana"], title="Buses", words="Who pays for the late bus after clubs?", tried="")
    await town.forward(timedelta(hours=25))
    assert len(asked_privately(town, people["ben"])) == 1
    assert len(asked_privately(town, people["flo"])) == 1


async def test_a_colleagues_own_message_is_an_answer_and_the_askers_is_not(town: Town) -> None:
    people = county(town)
    await ask(town, people["ana"])
    thread = town.channel_by_id((await post_of(town, await question_of(town, people["ana"]))).id)
    await people["ana"].send(thread, "I forgot to say: on Tuesdays.")
    await people["eli"].send(thread, "We ask parents.")
    await town.forward(timedelta(hours=25))
    assert names_asked(town, people) == set()


async def test_in_a_break_the_day_does_not_pass(town: Town) -> None:
    people = county(town)
    today = town.clock.now().date()
    resting = Break(name="Spring break", first=today, last=today + timedelta(days=4), districts=())
    community = town.network.community
    calendar = community.calendar.model_copy(update={"breaks": (resting,)})
    await town.house.networks.define(town.network_id, community.model_copy(update={"calendar": calendar}))
    town._network = await town.house.networks.get(town.network_id)
    await ask(town, people["ana"])
    await town.forward(timedelta(days=3))
    assert names_asked(town, people) == set()
    await town.forward(timedelta(days=4))
    assert names_asked(town, people) == {"ben", "flo"}


async def test_whoever_left_is_not_asked(town: Town) -> None:
    people = county(town)
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    await guild.kick(town.member(people["flo"]))
    async with town.network.write() as tx:
        await PeopleStore(tx).retire(town.person(people["ben"]).id)
    await ask(town, people["ana"])
    await town.forward(timedelta(hours=25))
    assert names_asked(town, people) == {"cy"}
