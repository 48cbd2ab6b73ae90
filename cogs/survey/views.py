"""What the buttons do while somebody fills in a survey. Who they are is asked anew each time, and noted nowhere."""

from __future__ import annotations

from archive.needs.answers import pack, unpack
from archive.needs.asking import group_in
from archive.needs.closing import is_over
from archive.needs.envelopes import EnvelopeStore
from archive.needs.model import Group
from archive.needs.questions import PARTS, QUESTIONS
from archive.needs.surveys import Survey, SurveyStore
from archive.needs.tally import Answer
from bot.errors import Gone
from bot.people.model import Person
from bot.ui.actions import Action, Actions
from bot.ui.visit import Visit
from cogs.survey import answer_cards, render
from cogs.survey.rules import Filling, NoSurvey, NotAsked, SurveyIsOver
from cogs.survey.store import StopStore

actions = Actions("survey")


async def show_first(visit: Visit) -> None:
    """Say what the survey is, and let the member begin or look at what they answered."""
    person, _ = await asked(visit)
    async with visit.network.read() as tx:
        survey = await SurveyStore(tx).the_open()
        if survey is None or is_over(survey, visit.now):
            raise NoSurvey
        answer = await EnvelopeStore(tx).of(survey, person.id)
    code = pack(answer.chosen, survey.topics) if answer is not None else None
    await visit.reply(answer_cards.first_card(visit.t, survey, visit.network.community, code))


async def asked(visit: Visit) -> tuple[Person, Group]:
    """Return the member behind the account and their group; raises `NotAMember` or `NotAsked`."""
    person = await visit.person()
    async with visit.network.read() as tx:
        group = await group_in(tx, person, visit.network.community)
    if group is None:
        raise NotAsked
    return person, group


@actions.on("begin")
async def begin(visit: Visit, _target: str) -> None:
    """Show the first card, privately."""
    await show_first(visit)


@actions.on("page")
async def turn(visit: Visit, target: str) -> None:
    """Show a part, or after the last one all choices."""
    filling = Filling.read(target)
    await asked(visit)
    await _show(visit, await _open_one(visit, filling.survey_id), filling)


def _picks(key: str) -> Action:
    async def pick(visit: Visit, target: str) -> None:
        filling = Filling.read(target)
        await asked(visit)
        survey = await _open_one(visit, filling.survey_id)
        chosen = {**unpack(filling.code, survey.topics), key: tuple(visit.values)}
        await _show(visit, survey, Filling(survey.id, filling.page, pack(chosen, survey.topics)))

    return pick


for question in QUESTIONS:
    actions.on(f"pick_{question.key}")(_picks(question.key))


@actions.on("send")
async def send(visit: Visit, target: str) -> None:
    """Put the choices into an envelope, for members only."""
    await _send(visit, target, may_be_told=False)


@actions.on("send_told")
async def send_told(visit: Visit, target: str) -> None:
    """Put the choices into an envelope; policymakers may read ranges with them."""
    await _send(visit, target, may_be_told=True)


@actions.on("back")
async def take_back(visit: Visit, target: str) -> None:
    """Delete the member's envelope."""
    person, _ = await asked(visit)
    async with visit.network.write() as tx:
        survey = await SurveyStore(tx).get(_id(target))
        if survey is None or is_over(survey, visit.now):
            raise SurveyIsOver
        if not await EnvelopeStore(tx).take_back(survey, person.id):
            raise Gone
    await visit.update(answer_cards.first_card(visit.t, survey, visit.network.community, None))


def _reminding(*, is_stopped: bool) -> Action:
    async def switch(visit: Visit, _target: str) -> None:
        person = await visit.person()
        async with visit.network.write() as tx:
            await StopStore(tx).set_stopped(person.id, is_stopped=is_stopped)
        await visit.reply(render.stopped(visit.t, is_stopped=is_stopped))

    return switch


actions.on("stop")(_reminding(is_stopped=True))
actions.on("unstop")(_reminding(is_stopped=False))


async def _send(visit: Visit, target: str, *, may_be_told: bool) -> None:
    filling, (person, group) = Filling.read(target), await asked(visit)
    async with visit.network.write() as tx:
        survey = await SurveyStore(tx).get(filling.survey_id)
        if survey is None or is_over(survey, visit.now):
            raise SurveyIsOver
        answer = Answer(group, person.site_id, unpack(filling.code, survey.topics), may_be_told)
        is_first = await EnvelopeStore(tx).put(survey, person.id, answer)
    await visit.update(answer_cards.sent_card(visit.t, survey, is_first=is_first, may_be_told=may_be_told))


async def _open_one(visit: Visit, survey_id: int) -> Survey:
    async with visit.network.read() as tx:
        survey = await SurveyStore(tx).get(survey_id)
    if survey is None or is_over(survey, visit.now):
        raise SurveyIsOver
    return survey


async def _show(visit: Visit, survey: Survey, filling: Filling) -> None:
    if not 0 <= filling.page <= len(PARTS):
        raise Gone
    show = answer_cards.last_card if filling.page == len(PARTS) else answer_cards.page_card
    await visit.update(show(visit.t, survey, visit.network.community, filling))


def _id(target: str) -> int:
    return Filling.read(f"{target}.0.").survey_id
