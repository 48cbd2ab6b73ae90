"""The lobby's button and form for joining, and what they share with the command."""

from __future__ import annotations

from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.members import joining, render
from cogs.members.firstweek.render import promise
from cogs.members.reading import page_at

actions = Actions("members")


@actions.on("join", opens_form=True)
async def ask_for_code(visit: Visit, _target: str) -> None:
    """Open the form for the code, unless the account has joined: nobody looks for their code in vain."""
    await joining.check_account(visit.network, visit.account_id)
    await visit.ask(render.code_form(visit.t))


@actions.on("code")
async def submit_code(visit: Visit, _target: str) -> None:
    """Join with the code that was typed."""
    await join_with(visit, visit.answers.get("code", ""))


@actions.on("log")
async def turn_page(visit: Visit, target: str) -> None:
    """Turn a page of the stewards' log."""
    await visit.update(await page_at(visit, target))


async def join_with(visit: Visit, code: str) -> None:
    """Link the account to the person whose code it is, and welcome them; raises what `joining.join` raises."""
    await visit.wait()
    name = visit.interaction.user.name
    joined = await joining.join(visit.house, visit.network, visit.account_id, name, code)
    await visit.remember_language()
    await visit.reply(render.welcome(visit.t, joined.person, promise(visit.t) if joined.begins_week else ""))
