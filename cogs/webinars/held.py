"""Whether a webinar is called off: the one place that says so for the calendar and for what comes afterwards."""

from __future__ import annotations

from cogs.webinars.model import Webinar


def is_cancelled(webinar: Webinar) -> bool:
    """Say whether a webinar was called off; one that cannot be is not."""
    return getattr(webinar, "cancelled_at", None) is not None
