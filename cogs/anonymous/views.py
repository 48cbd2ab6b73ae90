"""The buttons, lists and forms of anonymous posts."""

from __future__ import annotations

from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.anonymous import changing, moderating, receipts, reporting

actions = Actions("anonymous")


@actions.on("take_back")
async def take_back(visit: Visit, target: str) -> None:
    """Take a post back."""
    await receipts.take_it_back(visit, target)


@actions.on("close")
async def close(visit: Visit, target: str) -> None:
    """End a conversation."""
    await receipts.close_it(visit, target)


@actions.on("solved")
async def solved(visit: Visit, target: str) -> None:
    """Say that a question of the forum's is solved whose conversation has ended."""
    await receipts.say_solved(visit, target)


@actions.on("change", opens_form=True)
async def change(visit: Visit, target: str) -> None:
    """Ask for new words."""
    await changing.ask_for_words(visit, target)


@actions.on("change_again", opens_form=True)
async def change_again(visit: Visit, target: str) -> None:
    """Ask for new words with those that came back."""
    await changing.ask_again(visit, target)


@actions.on("changed")
async def changed(visit: Visit, target: str) -> None:
    """Put the words that were typed in place of a post's."""
    await changing.change_words(visit, target, visit.answers.get("text", ""))


@actions.on("helped")
async def helped(visit: Visit, target: str) -> None:
    """Mark the answer that was chosen."""
    await receipts.mark_helped(visit, target, visit.values[0] if visit.values else "")


@actions.on("report", opens_form=True)
async def report(visit: Visit, target: str) -> None:
    """Ask why a post should be looked at."""
    await reporting.ask_why(visit, target)


@actions.on("reported")
async def reported(visit: Visit, target: str) -> None:
    """Report a post to those who moderate its room."""
    await reporting.report(visit, target, visit.answers.get("why", ""))


@actions.on("to_steward")
async def to_steward(visit: Visit, target: str) -> None:
    """Send a report to the steward that the reporter agreed to."""
    await reporting.send_to_steward(visit, target)


@actions.on("look")
async def look(visit: Visit, target: str) -> None:
    """Show a moderator what was reported."""
    await moderating.look(visit, target)


@actions.on("take_down")
async def take_down(visit: Visit, target: str) -> None:
    """Take a reported post down."""
    await moderating.take_it_down(visit, target)


@actions.on("mute")
async def mute(visit: Visit, target: str) -> None:
    """Mute the voice of a reported post in its room."""
    await moderating.mute(visit, target)


@actions.on("leave")
async def leave(visit: Visit, target: str) -> None:
    """Settle a report without doing anything."""
    await moderating.leave_it(visit, target)
