"""What the buttons, lists and forms of webinars do, from each smaller house."""

from __future__ import annotations

from cogs.webinars.attending.views import actions as attending
from cogs.webinars.polling.views import actions as polling
from cogs.webinars.proposing.views import actions as proposing

actions = proposing | polling | attending
