"""What the wizard's buttons, lists and forms do; every click is authorised and looked up anew."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot.cards import Address
from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.returning import giving_back_all, returned_answers
from cogs.setup.wizard import bringing, naming
from cogs.setup.wizard.answering import note_answers
from cogs.setup.wizard.forms import KEYS, change_for, form_for
from cogs.setup.wizard.render import CADENCE
from cogs.setup.wizard.roster_cards import counts
from cogs.setup.wizard.rules import Answer, Moved, Step, hindrance, seen
from cogs.setup.wizard.saving import save, take_back
from cogs.setup.wizard.standing import Here, marked_step, step_named
from config.community import Community

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.ui.visit import Visit

actions = Actions("setup")


@actions.on("step")
async def show_step(visit: Visit, target: str) -> None:
    """Show a step as it stands now."""
    step = step_named(target)
    await visit.update((await Here.of(visit)).at(step))


@actions.on("open")
async def open_step(visit: Visit, _target: str) -> None:
    """Show the step that was chosen from the summary."""
    await show_step(visit, visit.values[0] if visit.values else "")


@actions.on("overview")
async def show_overview(visit: Visit, _target: str) -> None:
    """Show where everything stands, from a step that was opened there."""
    await visit.update((await Here.of(visit)).entrance())


@actions.on("keep")
async def keep(visit: Visit, target: str) -> None:
    """Keep a step as its card showed it, if nothing stands in the way, and go on."""
    step, mark = marked_step(target)
    here = await Here.of(visit)
    lack = hindrance(step, here.state)
    moved = here.has_moved(step, mark)
    if moved is not None or lack is not None:
        why = visit.t("This step isn't done yet. See what is to do below, or press *Later* to go on without it.")
        await visit.update(moved or here.at(step, note=why))
        return
    await _answer(visit, here, step, "kept")


@actions.on("later")
async def leave_for_later(visit: Visit, target: str) -> None:
    """Go on without a step."""
    step = step_named(target)
    await _answer(visit, await Here.of(visit), step, "later")


@actions.on("change", opens_form=True)
async def open_form(visit: Visit, target: str) -> None:
    """Open the form of a step, with what stands now in it."""
    step, mark = _formed(target)
    here = await Here.of(visit)
    moved = here.has_moved(step, mark)
    if moved is not None:
        await visit.update(moved)
        return
    await visit.ask(form_for(step, mark, here.state, visit.t, stewards=await _stewards(here, step)))


@actions.on("saved")
async def save_form(visit: Visit, target: str) -> None:
    """Write what a form says, if it can be and the card it came from still holds; the words come back otherwise."""
    step, mark = _formed(target)
    here = await Here.of(visit)
    async with giving_back_all(visit, KEYS[step], Address("setup", "change_again", target)):
        if step == "stewards":
            await naming.name_stewards(here, mark, visit.answers.get("stewards", ""))
            network = visit.network
        else:
            network = await save(here, step, mark, change_for(step, visit.answers, visit.t))
        note = visit.t("Saved. Look it over, then go on.")
        await visit.update((await here.again(network)).at(step, note=note, undo=step != "stewards"))


@actions.on("change_again", opens_form=True)
async def open_form_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back, for how it stands now."""
    step, _ = _formed(target)
    here = await Here.of(visit)
    form = form_for(step, seen(step, here.state), here.state, visit.t, stewards=await _stewards(here, step))
    await visit.ask(form.filled(await returned_answers(visit, KEYS[step])))


@actions.on("cadence")
async def choose_cadence(visit: Visit, target: str) -> None:
    """Keep one choice about rounds of matching."""
    part, _, mark = target.partition(".")
    values = visit.values[:1]
    if part not in CADENCE or not values:
        raise Gone
    here = await Here.of(visit)

    def change(community: Community) -> Community:
        rule = community.mentoring
        try:
            mentoring = type(rule).model_validate({**rule.model_dump(), part: values[0]})
        except ValidationError as error:  # a value that no list of ours offers
            raise Gone from error
        return community.model_copy(update={"mentoring": mentoring})

    await _show_written(here, "mentoring", save(here, "mentoring", mark, change), visit.t("Saved."), undo=True)


@actions.on("undo")
async def undo(visit: Visit, target: str) -> None:
    """Put a step back as it was before its last change."""
    step, mark = marked_step(target)
    here = await Here.of(visit)
    await _show_written(here, step, take_back(here, step, mark), visit.t("It is as it was before."))


@actions.on("write")
async def write_roster(visit: Visit, target: str) -> None:
    """Write the roster whose difference was shown."""
    files_id, _, mark = target.partition(".")
    row_id, here = read_id(files_id), await Here.of(visit)
    await visit.take_note()
    plan = await bringing.write(here, row_id, mark)
    note = " ".join([visit.t("The roster is saved."), counts(plan, visit.t)])
    await visit.update((await here.again()).at("roster", note=note))


async def _answer(visit: Visit, here: Here, step: Step, answer: Answer) -> None:
    await note_answers(visit, {step: answer})
    await visit.update((await here.again()).after(step))


async def _show_written(here: Here, step: Step, write: Awaitable[Network], note: str, *, undo: bool = False) -> None:
    """Write, and show the step as it stands then; also where it had moved meanwhile, and nothing was written."""
    try:
        later = await here.again(await write)
    except Moved as moved:
        later, note, undo = await here.again(), moved.text(here.visit.t), False
    await here.visit.update(later.at(step, note=note, undo=undo))


def _formed(target: str) -> tuple[Step, str]:
    """Return the step with a form that an address names, and its mark; raises `Gone` for anything else."""
    step, mark = marked_step(target)
    if step not in KEYS:
        raise Gone
    return step, mark


async def _stewards(here: Here, step: Step) -> str:
    """Return who the stewards are for the form that changes them, which only the owner may see."""
    if step != "stewards":
        return ""
    naming.check_owner(here)
    return await naming.steward_addresses(here)
