"""One person's account on the simulated server: it writes, uses commands, presses, chooses, fills in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from demo.reading import address_in, offers, read_aloud
from demo.simulation import Actor, Result, Shown, Simulation, User


@dataclass
class StoppedShort(Exception):
    """Somebody in the story could not do what the story says."""

    who: str
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.who}: {self.what}: {self.why}"


@dataclass(frozen=True)
class Answer:
    """What came back from a command, a click or a form."""

    result: Result

    @property
    def message(self) -> Shown:
        """The newest message that was answered with; raises `LookupError` where there is none."""
        for message in (*self.result.followups[-1:], self.result.response):
            if message is not None:
                return message
        raise LookupError("nothing was answered")

    @property
    def text(self) -> str:
        """Everything the reader can read in it."""
        return read_aloud(self.message.content, self.message.embeds)


On = Answer | discord.Message


@dataclass(frozen=True)
class Account:
    """One person's account. Every method raises `StoppedShort` where the bot did not do its part."""

    simulation: Simulation
    actor: Actor
    name: str

    @property
    def id(self) -> int:
        """The account's id."""
        return self.actor.id

    async def says(self, channel_id: int, text: str) -> discord.Message:
        """Write into a channel."""
        return await self.actor.send(self.simulation.handle(channel_id), text)

    async def uses(self, channel_id: int, command: str, **options: object) -> Answer:
        """Use a slash command."""
        result = await self.actor.slash(self.simulation.handle(channel_id), command, **options)
        return self._answered(f"/{command}", result)

    async def is_refused(self, channel_id: int, command: str, **options: object) -> str:
        """Use a slash command that is turned down; return the words of the refusal."""
        result = await self.actor.slash(self.simulation.handle(channel_id), command, **options)
        if not self.simulation.trouble():
            raise StoppedShort(self.name, f"/{command}", "it should have been refused")
        return Answer(result).text

    async def points_at(self, message: discord.Message, menu: str) -> Answer:
        """Right-click a message and choose from its menu."""
        result = await self.actor.context_menu(self.simulation.handle(message.channel.id), menu, message)
        return self._answered(menu, result)

    async def presses(self, on: On, label: str) -> Answer:
        """Press the button that is labelled so."""
        message = _message(on)
        return self._answered(label, await self.hand_on(message).click(message, label=label))

    async def presses_at(self, on: On, address: str) -> Answer:
        """Press the first button whose address begins so."""
        message = _message(on)
        result = await self.hand_on(message).click(message, custom_id=address_in(message, address))
        return self._answered(address, result)

    def is_offered(self, on: On, address: str) -> bool:
        """Say whether there is a button or list whose address begins so."""
        return offers(_message(on), address)

    async def chooses(self, on: On, values: Sequence[str], address: str) -> Answer:
        """Choose from the list whose address begins so."""
        message = _message(on)
        result = await self.hand_on(message).select(message, list(values), custom_id=address_in(message, address))
        return self._answered("a list", result)

    async def fills(self, form: Answer, boxes: Mapping[str, str]) -> Answer:
        """Fill in a form and send it."""
        return self._answered("a form", await self.actor.submit_modal(form.result, dict(boxes)))

    async def fills_privately(self, form: Answer, boxes: Mapping[str, str]) -> Answer:
        """Fill in a form that a direct message's button opened, and send it."""
        return self._answered("a form", await self.actor.user.submit_modal(form.result, dict(boxes)))

    def letters(self) -> list[discord.Message]:
        """Return what the bot wrote to this account privately, oldest first."""
        return self.actor.user.dm_channel.history()

    def hand_on(self, message: discord.Message) -> Actor | User:
        """Return who acts: on the server the member, in direct messages the account alone."""
        return self.actor.user if self.simulation.is_direct(message.channel.id) else self.actor

    def _answered(self, what: str, result: Result) -> Answer:
        trouble = self.simulation.trouble()
        if trouble:
            raise StoppedShort(self.name, what, trouble)
        if not result.acknowledged:
            raise StoppedShort(self.name, what, "nobody answered")
        return Answer(result)


def _message(on: On) -> discord.Message:
    return on.message.message if isinstance(on, Answer) else on
