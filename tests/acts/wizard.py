"""Acts in the wizard behind /setup, each done as a steward would do it."""

from __future__ import annotations

from typing import Any

from simcord.results import InteractionResult

from bot.cards import Address
from cogs.setup.wizard.gathering import look
from cogs.setup.wizard.rules import Step, seen
from tests.acts.measuring import Scene
from tests.acts.scenes import Play
from tests.kit.pressing import press

SITES = b"name,district,region,level,opened_on,time_zone,initiatives\nElm,North,North,high,,America/Chicago,\n"
PEOPLE = (
    b"name,email,position,site,supervisor_emails,started_on,languages,topics\n"
    b"Nia Okoro,nia@example.org,coordinator,Elm,,2025-09-01,en,\n"
)


async def mark(scene: Scene, step: Step) -> str:
    """What a step's card would name as what it shows now."""
    town = scene.town
    guild = town.house.guild(town.network)
    assert guild is not None
    network = await town.house.networks.get(town.network_id)
    assert network is not None
    state, _ = await look(network, guild, town.house.settings)
    return seen(step, state)


def press_build(action: str) -> Play:
    """Press a button that makes what is missing, after a channel was deleted."""

    async def play(scene: Scene) -> None:
        town = scene.town
        town.env.backend.delete_channel(town.channel("you-said-they-did").id)
        await town.settle()
        address = Address("setup", action, await mark(scene, "rooms"))
        async with scene.acting():
            await press(town, scene.steward, address)

    return play


async def save_calendar(scene: Scene) -> None:
    """Write a break down."""
    async with scene.acting():
        await _saved(scene)


async def name_steward(scene: Scene) -> None:
    """Make somebody a steward, as the server's owner."""
    town = scene.town
    await town.enrol("Ana Ruiz")
    address = Address("setup", "change", f"stewards.{await mark(scene, 'stewards')}")
    form = await press(town, town.owner, address)
    async with scene.acting():
        await town.owner.submit_modal(form, {"stewards": "sue.ode@example.org\nana.ruiz@example.org"})


async def undo_calendar(scene: Scene) -> None:
    """Take it back again."""
    card = await _saved(scene)
    assert card.response is not None
    async with scene.acting():
        await scene.steward.click(card.response.message, label="Undo")


async def choose_cadence(scene: Scene) -> None:
    """Have rounds made every two weeks."""
    card: Any = await scene.steward.slash(scene.town.channel("lobby"), "setup")
    step = await scene.steward.select(card.response.message, ["mentoring"], custom_id="setup:open:")
    lists = f"setup:cadence:weeks_between_rounds.{await mark(scene, 'mentoring')}"
    assert step.response is not None
    async with scene.acting():
        await scene.steward.select(step.response.message, ["2"], custom_id=lists)


async def write_roster(scene: Scene) -> None:
    """Bring two files and say yes to the difference."""
    files = {"sites": ("sites.csv", SITES), "people": ("people.csv", PEOPLE)}
    shown = await scene.steward.slash(scene.town.channel("lobby"), "setup", **files)
    assert shown.response is not None
    async with scene.acting():
        await scene.steward.click(shown.response.message, label="Save this roster")


async def _saved(scene: Scene) -> InteractionResult:
    form = await press(
        scene.town, scene.steward, Address("setup", "change", f"calendar.{await mark(scene, 'calendar')}")
    )
    answers = {"days_off": "Spring break: 2026-03-30 to 2026-04-03", "weekdays": "Mon, Tue, Wed, Thu, Fri"}
    result: InteractionResult = await scene.steward.submit_modal(form, answers)
    return result
