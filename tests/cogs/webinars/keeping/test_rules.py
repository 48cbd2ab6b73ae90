"""When Discord's event says what the webinar says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cogs.webinars.keeping.rules import Seen, is_in_line
from cogs.webinars.model import Webinar

AT = datetime(2026, 3, 24, 20, 30, tzinfo=UTC)
WEBINAR = Webinar(5, 7, "Late buses", "practitioners", AT, 45)
SEEN = Seen("Late buses", AT, 77, is_alive=True)


def test_name_start_and_channel_count_and_an_event_that_is_gone_never_does() -> None:
    assert is_in_line(SEEN, WEBINAR, 77)
    assert not is_in_line(None, WEBINAR, 77)
    for changed in (
        replace(SEEN, name="Buses"),
        replace(SEEN, starts_at=AT + timedelta(minutes=1)),
        replace(SEEN, channel_id=78),
        replace(SEEN, is_alive=False),
    ):
        assert not is_in_line(changed, WEBINAR, 77)
