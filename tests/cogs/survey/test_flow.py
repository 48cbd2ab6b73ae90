"""A survey from its opening to what came of it, on the simulated Discord."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

from pypdf import PdfReader
from simcord.actors import MemberActor

from archive.delivery.store import RecipientStore
from archive.digest.desk import build_month
from archive.digest.page import page
from archive.needs.envelopes import EnvelopeStore
from archive.needs.surveys import Survey, SurveyStore
from archive.needs.tally import Answer
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.privacy.walk import erase_all, export_all
from config.texts import texts_outside
from tests.cogs.digest.county import LEE
from tests.cogs.forum.asking import reply, shown
from tests.kit.town import Town

LAST = "2026-03-20"
SITES = ("Oak Elementary", "Elm Middle", "Ash High")


async def the_survey(town: Town) -> Survey:
    async with town.network.read() as tx:
        found = await SurveyStore(tx).the_open()
    assert found is not None
    return found


async def press(actor: MemberActor, card: Any, label: str) -> Any:
    """Press a button; a card that is updated stays the same message."""
    return (await actor.click(card, label=label)).response or card


async def choose(actor: MemberActor, card: Any, question: str, *values: str) -> Any:
    ids = [each["custom_id"] for row in card.components for each in row["components"]]
    [address] = [each for each in ids if each.startswith(f"survey:pick_{question}:")]
    return (await actor.select(card, values=list(values), custom_id=address)).response or card


async def begin(town: Town, actor: MemberActor) -> Any:
    return reply(await actor.slash(town.channel("general"), "survey answer"))


async def fill_in(town: Town, actor: MemberActor, send: str) -> Any:
    """Answer with the cards, the second page empty."""
    card = await begin(town, actor)
    assert "sealed envelope" in shown(card)
    card = await choose(actor, await press(actor, card, "Begin"), "hard", "funding", "family")
    assert "1 of 3" in shown(card)
    card = await press(actor, await press(actor, card, "Go on"), "Go on")
    card = await press(actor, await choose(actor, card, "learn", "data"), "Go on")
    assert "Funding, Family engagement" in shown(card)
    return await press(actor, card, send)


async def members(town: Town, count: int) -> list[Person]:
    """Members who are on the roster and linked, and do nothing on the server."""
    people = [await town.enrol(f"Member {number}", "teacher", SITES[number % 3]) for number in range(count)]
    async with town.network.write() as tx:
        for number, person in enumerate(people, 7000):
            await PeopleStore(tx).link(person.id, number, town.clock.now())
    return people


async def answer_as(town: Town, person: Person, *, told: bool) -> None:
    survey = await the_survey(town)
    given = Answer("practice", person.site_id, {"hard": ("funding",), "learn": ("data",)}, told)
    async with town.network.write() as tx:
        await EnvelopeStore(tx).put(survey, person.id, given)


async def test_a_survey_opens_is_answered_closes_by_itself_and_is_heard(town: Town, lines: StringIO) -> None:
    stew = await town.join("Stew Ardess", "programme manager", None, steward=True)
    ana = await town.join("Ana Ruiz", "teacher", SITES[0])
    ben = await town.join("Ben Osei", "teacher", SITES[1])
    others = await members(town, 5)
    liaison = await town.join("Lia Son", "policymaker liaison", None)
    general = town.channel("general")
    assert "No survey is open" in shown(reply(await ana.slash(general, "survey answer")))
    assert "nothing to show" in shown(reply(await ana.slash(general, "survey results")))
    assert "for stewards" in shown(reply(await ana.slash(general, "survey open", until=LAST)))

    # a steward opens it; rooms are told; there is one in half a year
    card = await stew.slash(general, "survey open", until=LAST)
    assert "nobody can close it earlier" in shown(reply(card))
    await stew.click(reply(card), label="Open it")
    await town.settle()
    lounge = town.channel("practitioners-lounge")
    post = next(each for each in town.bot_messages(lounge) if "Eight lists" in shown(each))
    other = shown(reply(await stew.slash(general, "survey open", until="2026-04-01")))
    assert "A survey is open" in other
    assert "“2026-04-01” was not taken: this one keeps its day" in other
    assert "sealed envelope" in shown(reply(await ana.click(post, label="Show me the questions")))
    assert "is for the people" in shown(reply(await liaison.slash(general, "survey answer")))

    # members answer, change, take back; nobody sees a figure
    assert "in the digest's ranges" in shown(await fill_in(town, ana, "Send, and count me in the digest"))
    card = await begin(town, ana)
    assert "You have answered" in shown(card)
    card = await press(ana, await press(ana, card, "Look at my answers"), "Go on")
    card = await press(ana, await choose(ana, card, "now", "peers"), "Go on")
    card = await press(ana, card, "Go on")
    assert "are changed" in shown(await press(ana, card, "Send, and count me in the digest"))
    late = await press(ana, await begin(town, ana), "Look at my answers")
    held = json.dumps(await export_all(town.house, town.network, town.person(ana).id), default=str)
    assert '"now": ["peers"]' in held
    await fill_in(town, ben, "Send, for members only")
    assert "You have answered" not in shown(await press(ben, await begin(town, ben), "Take my answers back"))
    await answer_as(town, town.person(ben), told=False)
    for each in others:
        await answer_as(town, each, told=True)
    await erase_all(town.house, town.network, others[4].id, now=town.clock.now())
    survey = await the_survey(town)
    async with town.network.read() as tx:
        assert len(await EnvelopeStore(tx).all(survey)) == 6
    assert "nothing to show" in shown(reply(await stew.slash(general, "survey results")))

    # everybody is reminded once, but who stopped that
    await town.forward(timedelta(days=16))
    assert (await the_survey(town)).reminded_at is not None
    [one] = [each for each in town.direct_messages(ana) if "nobody can tell" in shown(each)]
    assert len([each for each in town.direct_messages(ben) if "nobody can tell" in shown(each)]) == 1
    stopped = reply(await ana.user.click(one, label="Never remind me of surveys"))
    assert "won't be reminded" in shown(stopped)

    # it closes by itself; late buttons say so; members see it first
    survey = await the_survey(town)
    await town.forward(timedelta(days=3))
    assert not town.house.keys.surveys(town.network_id).is_there(survey.id)
    assert any("/survey results" in shown(each) for each in town.bot_messages(lounge))
    assert "has closed" in shown(await press(ana, late, "Go on"))
    results = await ben.slash(general, "survey results")
    assert "At least 5 people answered." in shown(reply(results))
    assert "Funding (5–9)" in shown(reply(results))  # noqa: RUF001 -- as shown
    pdf, chart = reply(results).attachments
    assert (pdf.filename, chart.filename) == ("staffroom-survey-2026-03.pdf", "staffroom-survey-2026-03.png")
    assert "Data culture: people 5" in (chart.description or "")
    assert len(PdfReader(BytesIO(await pdf.read())).pages) >= 2
    refused = shown(reply(await stew.slash(general, "survey open", until="2026-04-10")))
    assert "half of the school year" in refused

    # it is heard: by mentors, on the board, where webinars are proposed, in the digest of the month
    assert "Data culture" in shown(reply(await ana.slash(general, "mentor offer")))
    board = reply(await ana.slash(general, "issue board")).embeds[0]
    assert [each.value.splitlines()[0] for each in board.fields] == ["Funding (5–9 people)"]  # noqa: RUF001 -- as shown
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([LEE], now=town.clock.now())
    edition = await build_month(town.house, town.network, "2026-03", now=town.clock.now())
    sentences = list(page(edition, texts_outside("en")).sentences())
    assert "Hard at their sites now: Funding (5–9 people)." in sentences  # noqa: RUF001 -- as shown
    later = await build_month(town.house, town.network, "2026-04", now=town.clock.now())
    assert later.needs == (), "told once"

    said = lines.getvalue()
    assert [name for name in ("funding", "survey:send", survey.topics[0] + "-") if name in said] == []
    town.assert_no_incident()


async def test_a_survey_can_be_called_off_and_another_opened(town: Town) -> None:
    stew = await town.join("Stew Ardess", "programme manager", None, steward=True)
    ana = await town.join("Ana Ruiz", "teacher")
    general = town.channel("general")
    asked = reply(await stew.slash(general, "survey open", until=LAST))
    opened = await press(stew, asked, "Open it")
    await town.settle()
    await fill_in(town, ana, "Send, for members only")
    assert "was called off" in shown(await press(stew, opened, "Call it off"))
    await town.settle()
    assert town.house.keys.surveys(town.network_id).there() == {}
    assert any("called it off" in shown(each) for each in town.bot_messages(town.channel("practitioners-lounge")))
    assert "Open a survey?" in shown(reply(await stew.slash(general, "survey open", until=LAST)))
