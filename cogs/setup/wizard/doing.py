"""What the wizard's buttons do outside of the database: the server is built, a test mail is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards import Address, Button
from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from cogs.setup.render import outcome_text
from cogs.setup.wizard.answering import note_answers
from cogs.setup.wizard.building import Builds
from cogs.setup.wizard.forms import test_form
from cogs.setup.wizard.mailing import own_address, send_test, what_became
from cogs.setup.wizard.render import with_button
from cogs.setup.wizard.rules import Step, proposed
from cogs.setup.wizard.standing import Here

if TYPE_CHECKING:
    from bot.ui.visit import Visit

ROOMS: Step = "rooms"


def doing(builds: Builds) -> Actions:
    """Return the actions; `builds` keeps two people from building one server at once."""
    actions = Actions("setup")

    async def make(visit: Visit, mark: str) -> tuple[Here, str] | None:
        """Make what a card offered to make, and say what was; where it had moved meanwhile, show it as it stands."""
        here = await Here.of(visit)
        moved = here.has_moved(ROOMS, mark)
        if moved is not None:
            await visit.update(moved)
            return None
        outcome = await builds.build(visit, here.guild, here.state)
        return await here.again(), outcome_text(outcome, visit.t)

    @actions.on("build")
    async def build(visit: Visit, mark: str) -> None:
        """Make what is missing, put right what drifted, and go on."""
        made = await make(visit, mark)
        if made is not None:
            await note_answers(visit, {ROOMS: "kept"})
            await visit.update((await made[0].again()).after(ROOMS, note=made[1]))

    @actions.on("proposed")
    async def use_what_is_proposed(visit: Visit, mark: str) -> None:
        """Make everything as it is proposed, and leave for later what needs somebody; what was answered stays."""
        made = await make(visit, mark)
        if made is not None:
            answered = {step: answer for step, answer in made[0].walk.answers.items() if step != ROOMS}
            await note_answers(visit, {**proposed(made[0].state), **answered})
            await visit.update((await made[0].again()).summary(note=made[1]))

    actions.on("test", opens_form=True)(ask_where)
    actions.on("tested")(send)
    actions.on("mailed")(look_again)
    return actions


async def ask_where(visit: Visit, _target: str) -> None:
    """Ask where a test mail goes."""
    await Here.of(visit)
    await visit.ask(test_form(await own_address(visit), visit.t))


async def send(visit: Visit, _target: str) -> None:
    """Send a test mail and say what became of it."""
    here = await Here.of(visit)
    if not here.state.can_mail:
        raise Gone
    row_id = await send_test(visit, visit.answers.get("address", ""))
    await visit.take_note()
    await _tell(here, row_id)


async def look_again(visit: Visit, target: str) -> None:
    """Say what became of a test mail by now."""
    row_id, here = read_id(target), await Here.of(visit)
    await visit.take_note()
    await _tell(here, row_id)


async def _tell(here: Here, row_id: int) -> None:
    said, may_change = await what_became(here.visit, row_id)
    card = here.at("mail", note=said)
    if may_change:
        button = Button(here.visit.t("What became of it?"), Address("setup", "mailed", str(row_id)))
        card = with_button(card, button)
    await here.visit.update(card)
