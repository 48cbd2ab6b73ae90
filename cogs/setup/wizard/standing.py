"""Where somebody stands in the wizard: authorised and looked up anew on every click."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import Gone
from cogs.setup.wizard.answering import note_answers
from cogs.setup.wizard.gathering import look
from cogs.setup.wizard.render import opening_card, step_card, summary_card
from cogs.setup.wizard.rules import STEPS, Moved, State, Step, Walk, onward, proposed, seen

if TYPE_CHECKING:
    import discord

    from bot.cards import Card
    from bot.database.network import Network
    from bot.ui.visit import Visit


@dataclass(frozen=True)
class Here:
    """A visit to the wizard by somebody who may set the server up."""

    visit: Visit
    guild: discord.Guild
    state: State
    walk: Walk

    @classmethod
    async def of(cls, visit: Visit) -> Here:
        """Return where it stands now; raises `NotAllowed`, `NotAMember`, or `Gone` away from the server.

        A server that was set up before there were steps counts as one where everything proposed was taken.
        """
        await visit.owner_or_steward()
        guild = visit.interaction.guild
        if guild is None:
            raise Gone
        state, walk = await look(visit.network, guild, visit.house.settings)
        if state.is_built and not walk.is_begun:
            walk = Walk(proposed(state))
            await note_answers(visit, walk.answers)
        return cls(visit, guild, state, walk)

    async def again(self, network: Network | None = None) -> Here:
        """Return where it stands after something was written."""
        visit = self.visit if network is None else replace(self.visit, network=network)
        return Here(visit, self.guild, *await look(visit.network, self.guild, visit.house.settings))

    def at(self, step: Step, *, note: str = "", undo: bool = False) -> Card:
        """Return a step's card."""
        is_over = self.walk.place is None
        return step_card(step, self.state, self.visit.t, note=note, undo=undo, is_over=is_over)

    def entrance(self, note: str = "") -> Card:
        """Return where `/setup` opens: at the beginning, at the first step without an answer, or at the summary."""
        if not self.walk.is_begun:
            return opening_card(self.visit.network.name, self.state, self.visit.t)
        return self._at_or_summary(self.walk.place, note)

    def after(self, step: Step, note: str = "") -> Card:
        """Return the card that comes when a step was answered."""
        return self._at_or_summary(onward(step, self.walk), note)

    def summary(self, note: str = "") -> Card:
        """Return the summary."""
        return summary_card(self.visit.network.name, self.state, self.walk, self.visit.t, note=note)

    def has_moved(self, step: Step, mark: str) -> Card | None:
        """Return the step as it stands now, where it is not what a card showed."""
        if seen(step, self.state) == mark:
            return None
        return self.at(step, note=Moved().text(self.visit.t))

    def _at_or_summary(self, step: Step | None, note: str) -> Card:
        return self.at(step, note=note) if step is not None else self.summary(note)


def step_named(name: str) -> Step:
    """Return the step that an address names; raises `Gone` for anything else."""
    found = next((step for step in STEPS if step == name), None)
    if found is None:
        raise Gone
    return found


def marked_step(target: str) -> tuple[Step, str]:
    """Return the step and the mark of what its card showed; raises `Gone` for anything else."""
    name, _, mark = target.partition(".")
    return step_named(name), mark
