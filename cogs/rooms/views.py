"""The buttons, selects and forms of the rooms, from each of their houses."""

from __future__ import annotations

from cogs.rooms.flags.views import actions as flags
from cogs.rooms.opened.views import actions as opened
from cogs.rooms.readers.showing.views import actions as readers

actions = flags | opened | readers
