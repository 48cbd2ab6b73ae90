"""Setting a server up, and putting right what drifted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Add `/setup` with its wizard, and what stewards decide about what did not go out."""
    from cogs.setup import views
    from cogs.setup.cog import SetupCog
    from cogs.setup.wizard import doing
    from cogs.setup.wizard import views as wizard
    from cogs.setup.wizard.building import Builds

    await bot.add_cog(SetupCog(bot))
    bot.add_actions(views.actions | wizard.actions | doing.doing(Builds()))
