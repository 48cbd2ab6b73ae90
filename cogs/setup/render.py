"""What building says: how far it is, and what was done."""

from __future__ import annotations

from bot.cards import Card
from cogs.setup.apply import Outcome
from config.texts import Texts


def progress_card(done: int, steps: int, name: str, t: Texts) -> Card:
    """Return how far the work is."""
    bar = "▰" * (10 * done // steps) + "▱" * (10 - 10 * done // steps)
    return Card(
        title=t("Setting up"), text=t("{bar} {done} of {steps}: {name}", bar=bar, done=done, steps=steps, name=name)
    )


def outcome_text(outcome: Outcome, t: Texts) -> str:
    """Return what was made and put right."""
    lines = [
        t("Made: {names}.", names=", ".join(outcome.made)) if outcome.made else "",
        t("Put right: {names}.", names=", ".join(outcome.repaired)) if outcome.repaired else "",
    ]
    return "\n".join(line for line in lines if line) or t("Everything was as it should be; nothing was changed.")
