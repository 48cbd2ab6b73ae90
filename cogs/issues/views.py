"""What the buttons and lists of issues do, once they are raised."""

from __future__ import annotations

from archive.issues.readers import issues_for
from archive.issues.themes import ThemeStore
from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.issues import render
from cogs.issues.deciding import decide
from cogs.issues.looking import look_through, open_issue
from cogs.issues.mine import show_mine
from cogs.issues.rules import unpack_look
from cogs.issues.supporting import add_voice, take_voice_back

actions = Actions("issues")


@actions.on("theme")
async def open_theme(visit: Visit, _target: str) -> None:
    """Show what was raised in the theme that was chosen, as far as the member may read it."""
    person = await visit.person()
    theme_id = read_id(chosen(visit))
    async with visit.network.read() as tx:
        theme = await ThemeStore(tx).theme(theme_id)
        shown = await issues_for(tx, person.id, theme_id)
    if theme is None or not shown:
        raise Gone
    await visit.reply(render.theme(visit.t, theme.title, shown, reader_id=person.id))


@actions.on("page")
async def turn_page(visit: Visit, target: str) -> None:
    """Show another page of what was looked for."""
    look = unpack_look(target)
    await visit.update(await (show_mine(visit, look) if look.is_mine else look_through(visit, look)))


@actions.on("open")
async def open_one(visit: Visit, target: str) -> None:
    """Show one issue whole: the one a button names, or the one that was chosen."""
    await visit.reply(await open_issue(visit, target or chosen(visit)))


@actions.on("support")
async def support(visit: Visit, target: str) -> None:
    """Add the member's voice, and with it their site's, to an issue."""
    await visit.reply(await add_voice(visit, target))


@actions.on("unsupport")
async def take_back(visit: Visit, target: str) -> None:
    """Take the member's voice back from an issue."""
    await visit.reply(await take_voice_back(visit, target))


@actions.on("decide")
async def decide_on(visit: Visit, target: str) -> None:
    """Set where an issue stands, as a steward."""
    await decide(visit, target, chosen(visit))
    await visit.update(await open_issue(visit, target))


def chosen(visit: Visit) -> str:
    """Return what was chosen in a list, empty where nothing was."""
    return visit.values[0] if visit.values else ""
