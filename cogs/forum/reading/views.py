"""Asking for the weekly list, and stopping it."""

from __future__ import annotations

from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.forum.gate import reader_of
from cogs.forum.reading.store import ReaderStore

actions = Actions("forum")


@actions.on("reading_off")
async def stop(visit: Visit, _target: str) -> None:
    """Send the list no more."""
    await switch(visit, is_wanted=False)


async def switch(visit: Visit, *, is_wanted: bool) -> None:
    """Note whether the member wants the list; whoever does reads the forum, and anybody may stop it."""
    person = (await reader_of(visit)).person if is_wanted else await visit.person()
    async with visit.network.write() as tx:
        await ReaderStore(tx).set_wanted(person.id, is_wanted=is_wanted)
    await visit.reply(
        visit.t(
            "On the first school day of a week you get a short list, if the forum had something. /forum "
            "reading stops it."
        )
        if is_wanted
        else visit.t("You get the weekly list no more. With /forum reading you can ask for it again.")
    )
