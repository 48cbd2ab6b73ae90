"""Setting a server up, and putting right what drifted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Add `/setup` with its wizard, and what stewards decide about what did not go out."""
    from cogs.setup import views  # noqa: PLC0415 -- importing the feature must not import discord
    from cogs.setup.cog import SetupCog  # noqa: PLC0415 -- the same
    from cogs.setup.wizard import doing  # noqa: PLC0415 -- the same
    from cogs.setup.wizard import views as wizard  # noqa: PLC0415 -- the same
    from cogs.setup.wizard.building import Builds  # noqa: PLC0415 -- the same

    await bot.add_cog(SetupCog(bot))
    bot.add_actions(views.actions | wizard.actions | doing.doing(Builds()))
