"""A reviewer's forms, opened again with the words that came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archive.consent import Contribution
from bot.cards import Form
from bot.ui.actions import Action, Actions
from bot.ui.returning import returned_answers
from bot.ui.visit import Visit
from cogs.digest.review import render
from cogs.digest.review.deciding import PROPOSED, waiting_here
from config.texts import Texts

actions = Actions("digest")


def _again(form: Callable[[Texts, Contribution], Form], keys: Sequence[str]) -> Action:
    async def again(visit: Visit, target: str) -> None:
        """Open the form with the words that came back, while what it is about still waits as it was shown."""
        steward = await visit.steward()
        filled = form(visit.t, await waiting_here(visit, steward.id, target))
        await visit.ask(filled.filled(await returned_answers(visit, keys)))

    return again


actions.on("return_again", opens_form=True)(_again(render.return_form, ("reason",)))
actions.on("propose_again", opens_form=True)(_again(render.proposal_form, PROPOSED))
actions.on("decline_again", opens_form=True)(_again(render.decline_form, ("reason",)))
