"""What the buttons and forms of proposals and teams do."""

from __future__ import annotations

from archive.issues.readers import issues_for
from archive.needs.wanted import wanted_topics
from bot.cards import Address
from bot.database.ids import read_id
from bot.errors import Gone
from bot.people.store import PeopleStore
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from bot.visibility.admission.promise import roster_of
from cogs.webinars.proposing import render, team_cards
from cogs.webinars.proposing.joining import check_team, join, step_back
from cogs.webinars.proposing.linking import set_link
from cogs.webinars.proposing.model import Draft, part_of, task_of
from cogs.webinars.proposing.proposing import check_theme, open_proposal, propose
from cogs.webinars.proposing.rules import TooManyProposals, may_propose
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.rules import NotYourGroup, check_frame
from cogs.webinars.standing import is_of, mentions

actions = Actions("webinars")
BETWEEN = "\n* * *\n"  # between the boxes of a form in words that are given back
BOXES = ("title", "aim", "format", "speakers")


def read_target(target: str) -> Draft:
    """Return the draft that `draft_target` wrote, without words; raises `Gone`. All of it is a claim still."""
    theme, audience, minutes, capacity = [*target.split("."), "", "", ""][:4]
    return Draft(read_id(theme), audience, read_id(minutes), read_id(capacity) or None)


async def ask_for_words(visit: Visit, draft: Draft) -> None:
    """Open the form, once it is sure that what will be written in it can be taken."""
    person = await visit.person()
    check_frame(draft.audience, draft.minutes, draft.capacity)
    is_admitted = is_of(person, draft.audience, await roster_of(visit.network))
    async with visit.network.read() as tx:
        is_steward = await PeopleStore(tx).is_steward(person.id)
        if not is_steward and not is_admitted:
            raise NotYourGroup
        await check_theme(tx, draft.theme_id, person.id)
        if not may_propose(await ProposalStore(tx).by(person.id), is_steward=is_steward):
            raise TooManyProposals
        wanted = await wanted_topics(tx)
    known = [topic for key in wanted if (topic := visit.network.community.topic(key)) is not None]
    await visit.ask(render.proposal_form(visit.t, draft, [visit.t.named(topic.label) for topic in known]))


@actions.on("propose")
async def take_proposal(visit: Visit, target: str) -> None:
    """Take what was written in the form, or give it back with what to change."""
    frame, typed = read_target(target), [visit.answers.get(box, "") for box in BOXES]
    again = Address("webinars", "propose_again", target)
    async with giving_back(visit, BETWEEN.join(typed), again):
        draft = _with_words(frame, typed)
        proposal = await propose(visit.network, await visit.person(), draft, now=visit.now)
        await visit.reply(render.proposed(visit.t, proposal))


@actions.on("propose_again", opens_form=True)
async def ask_again(visit: Visit, target: str) -> None:
    """Open the form again with the words that were given back."""
    typed = (await returned_words(visit)).split(BETWEEN)
    frame = read_target(target)
    await visit.ask(render.proposal_form(visit.t, _with_words(frame, typed) if len(typed) == len(BOXES) else frame))


def _with_words(frame: Draft, typed: list[str]) -> Draft:
    title, aim, how, speakers = typed
    return Draft(frame.theme_id, frame.audience, frame.minutes, frame.capacity, title, aim, how, speakers)


@actions.on("join")
async def join_in(visit: Visit, target: str) -> None:
    """Take a part; the card follows."""
    written, _, name = target.partition(".")
    part = part_of(name)
    if part is None:
        raise Gone
    proposal = await join(visit.network, read_id(written), await visit.person(), part, now=visit.now)
    await visit.reply(visit.t(render.JOINED[part], title=proposal.title))


@actions.on("step_back")
async def leave(visit: Visit, target: str) -> None:
    """Give a part up; the card follows."""
    person = await visit.person()
    proposal = await step_back(visit.network, read_id(target), person, now=visit.now)
    await visit.reply(
        visit.t("You're not counted on for “{title}” any more. Thank you for having been.", title=proposal.title)
    )


@actions.on("tick")
async def tick(visit: Visit, target: str) -> None:
    """Tick a line of the checklist, or take the tick away."""
    written, _, name = target.partition(".")
    task, person = task_of(name), await visit.person()
    if task is None:
        raise Gone
    async with visit.network.write() as tx:
        proposal = await open_proposal(tx, read_id(written), visit.now)
        await check_team(tx, proposal, person.id)
        await ProposalStore(tx).tick(proposal.id, task, person.id, now=visit.now)
        ticked = await open_proposal(tx, proposal.id, visit.now)
        names = await mentions(tx, ticked.parts)
    await visit.update(team_cards.planning_card(visit.t, ticked, names))


@actions.on("questions")
async def show_questions(visit: Visit, target: str) -> None:
    """Show one reader what they may read of the theme; in the thread itself somebody else might read it too."""
    person = await visit.person()
    async with visit.network.read() as tx:
        proposal = await open_proposal(tx, read_id(target), visit.now)
        await check_team(tx, proposal, person.id)
        raised = await issues_for(tx, person.id, proposal.theme_id)
    await visit.reply(team_cards.questions_card(visit.t, [issue.text for issue in raised]))


@actions.on("link", opens_form=True)
async def ask_for_link(visit: Visit, target: str) -> None:
    """Open the form for a meeting's address."""
    person = await visit.person()
    async with visit.network.read() as tx:
        proposal = await open_proposal(tx, read_id(target), visit.now)
        await check_team(tx, proposal, person.id)
    await visit.ask(team_cards.link_form(visit.t, proposal))


@actions.on("linked")
async def take_link(visit: Visit, target: str) -> None:
    """Keep a meeting's address for the thread and the calendar files."""
    await set_link(visit.network, read_id(target), await visit.person(), visit.answers.get("link", ""), now=visit.now)
    await visit.reply(visit.t("The meeting link is kept for the team's thread and for calendar files only."))
