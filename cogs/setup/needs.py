"""What the bot must be permitted on a server: the least that everything it does needs, and never Administrator.

`staffroom invite` puts `REQUIRED` into the link, `staffroom doctor` and `/setup` check it. A bot may only allow or deny
in a channel what it holds itself, so whatever the spaces' overwrites mention is needed too.
Source: https://discord.com/developers/docs/resources/channel#edit-channel-permissions
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.visibility.permissions import model as p
from config.texts import N_, Texts

# As Discord's server settings call them, so that they are found there
NAMES: Mapping[int, str] = {
    p.VIEW_CHANNEL: N_("View Channels"),
    p.MANAGE_CHANNELS: N_("Manage Channels"),
    p.MANAGE_ROLES: N_("Manage Roles"),
    p.CREATE_EVENTS: N_("Create Events"),
    p.SEND_MESSAGES: N_("Send Messages"),
    p.SEND_MESSAGES_IN_THREADS: N_("Send Messages in Threads"),
    p.CREATE_PUBLIC_THREADS: N_("Create Public Threads"),
    p.CREATE_PRIVATE_THREADS: N_("Create Private Threads"),
    p.EMBED_LINKS: N_("Embed Links"),
    p.ATTACH_FILES: N_("Attach Files"),
    p.PIN_MESSAGES: N_("Pin Messages"),
    p.MANAGE_THREADS: N_("Manage Threads"),
    p.READ_MESSAGE_HISTORY: N_("Read Message History"),
    p.CONNECT: N_("Connect"),
    p.SPEAK: N_("Speak"),
}

REQUIRED = sum(NAMES)


def missing(held: int) -> tuple[int, ...]:
    """Return the required permissions that are not among those held; an administrator holds them all."""
    if held & p.ADMINISTRATOR:
        return ()
    return tuple(permission for permission in NAMES if not held & permission)


def named(permissions: tuple[int, ...], t: Texts) -> str:
    """Return permissions as Discord's settings call them, with commas between."""
    return ", ".join(t(NAMES[permission]) for permission in permissions)
