"""What somebody does on the page: writes, uses a command, presses, chooses, fills in. One hand at a time.

What came back is an `Outcome`: the message to look at, the form to fill in, or a sentence on why nothing happened.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import discord

from config.texts import N_
from demo.account import Account, Answer
from demo.play.commands import Command, Unfit, read_commands, read_values
from demo.play.languages import Languages
from demo.reading import controls_of, is_of_people
from demo.simulation import IMPOSSIBLE, Result
from demo.stage import Stage

UNANSWERED = N_("Staffroom did not answer. The terminal in which the demo runs says more.")
UNFIT = N_("“{option}” needs something else, so nothing was sent.")


@dataclass(frozen=True)
class Outcome:
    """What came of something that was done."""

    message_id: int | None = None
    form_id: int | None = None
    note: str = ""  # a text of the catalogue, and what is filled into it
    facts: Mapping[str, str] = field(default_factory=dict)
    command: str = ""  # that needs something typed before it can be used


@dataclass(frozen=True)
class OpenForm:
    """A form before somebody, as the bot opened it."""

    account_id: int
    channel_id: int
    result: Result
    opener_id: int | None  # the message with what opened it; none where a command did
    typed: Mapping[str, str] = field(default_factory=dict)  # what did not fit, to be put right


@dataclass
class Hands:
    """The cast's hands on a stage, and the forms that are open before them."""

    stage: Stage
    forms: dict[int, OpenForm] = field(default_factory=dict)
    languages: Languages = field(default_factory=Languages)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def commands(self, account: Account, channel_id: int) -> list[Command]:
        """Return the slash commands that somebody may use in a channel."""
        return read_commands(self.stage.simulation.commands(account.id, channel_id))

    def menus(self, account: Account, channel_id: int) -> list[str]:
        """Return what is in the menu of a message in a channel."""
        return [str(spec["name"]) for spec in self.stage.simulation.commands(account.id, channel_id, is_menu=True)]

    def form(self, account: Account, form_id: int) -> OpenForm | None:
        """Return a form that is open before somebody."""
        found = self.forms.get(form_id)
        return found if found is not None and found.account_id == account.id else None

    async def say(self, account: Account, channel_id: int, text: str) -> Outcome:
        """Write into a channel."""
        async with self.stage.turn:
            try:
                with self.stage.simulation.in_time():
                    return Outcome((await account.says(channel_id, text)).id)
            except IMPOSSIBLE:
                return Outcome(note=N_("{name} can read here, and cannot write."), facts={"name": account.name})

    async def use(self, account: Account, channel_id: int, name: str, typed: Mapping[str, str]) -> Outcome:
        """Use a slash command."""
        simulation = self.stage.simulation
        command = next((each for each in self.commands(account, channel_id) if each.name == name), None)
        if command is None:
            return Outcome(
                note=N_("There is no /{command} for {name} here."), facts={"command": name, "name": account.name}
            )
        try:
            values = read_values(command, typed, simulation.actors)
        except Unfit as unfit:
            return Outcome(note=UNFIT if typed else "", facts={"option": unfit.option}, command=name)
        return await self._do(account, channel_id, lambda: simulation.use(account.actor, channel_id, name, values))

    async def complete(
        self, account: Account, channel_id: int, name: str, option: str, text: str
    ) -> list[tuple[str, str]]:
        """Return what the bot offers for an option while it is typed: what is read, and what is sent."""
        async with self.stage.turn:
            try:
                with self.stage.simulation.in_time():
                    return await self.stage.simulation.complete(account.actor, channel_id, name, option, text)
            except IMPOSSIBLE:
                return []

    async def point_at(self, account: Account, message: discord.Message, menu: str) -> Outcome:
        """Choose from the menu of a message."""
        place = self.stage.simulation.handle(message.channel.id)
        return await self._do(
            account, message.channel.id, lambda: account.actor.context_menu(place, menu, message), message.id
        )

    async def press(self, account: Account, message: discord.Message, address: str) -> Outcome:
        """Press a button."""
        hand = account.hand_on(message)
        return await self._do(account, message.channel.id, lambda: hand.click(message, custom_id=address), message.id)

    async def choose(self, account: Account, message: discord.Message, address: str, values: Sequence[str]) -> Outcome:
        """Choose from a list; people are chosen by their accounts."""
        hand, chosen = account.hand_on(message), list[object](values)
        if any(is_of_people(child) for child in controls_of(message) if child.custom_id == address):
            actors = self.stage.simulation.actors
            chosen = [actors[int(value)] for value in values if value.isdecimal() and int(value) in actors]
        return await self._do(
            account, message.channel.id, lambda: hand.select(message, chosen, custom_id=address), message.id
        )

    async def fill(self, account: Account, form_id: int, boxes: Mapping[str, str]) -> Outcome:
        """Send a form; it stays open where something in it does not fit."""
        form = self.form(account, form_id)
        if form is None:
            return Outcome(note=N_("That form is closed. {name} can open it again."), facts={"name": account.name})
        hand = account.actor.user if self.stage.simulation.is_direct(form.channel_id) else account.actor
        outcome = await self._do(account, form.channel_id, lambda: hand.submit_modal(form.result, dict(boxes)))
        if outcome.note:
            self.forms[form_id] = replace(form, typed=boxes)
            return Outcome(form_id=form_id, note=N_("Something in it is missing or too long. What you typed is kept."))
        del self.forms[form_id]
        return outcome

    async def _do(
        self, account: Account, channel_id: int, act: Callable[[], Awaitable[Result]], opener_id: int | None = None
    ) -> Outcome:
        async with self.stage.turn:
            try:
                with self.stage.simulation.in_time():
                    result = await act()
                    await self.stage.settle()
            except IMPOSSIBLE:
                return Outcome(
                    note=N_("That is not there for {name} any more, so nothing changed."), facts={"name": account.name}
                )
            self.stage.simulation.trouble()  # a refusal was answered; the next act begins without it
            return self._came_of(account, channel_id, result, opener_id)

    def _came_of(self, account: Account, channel_id: int, result: Result, opener_id: int | None) -> Outcome:
        if result.modal is not None:
            number = next(self._numbers)
            self.forms[number] = OpenForm(account.id, channel_id, result, opener_id)
            return Outcome(form_id=number)
        try:
            return Outcome(Answer(result).message.id)
        except LookupError:
            return Outcome(note="" if result.acknowledged else UNANSWERED)
