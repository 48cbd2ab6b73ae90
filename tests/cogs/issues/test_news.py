"""That a webinar is planned is told once: by the webinar's own notice, or by the news of issues."""

from __future__ import annotations

from datetime import timedelta

from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.cards import Card
from bot.database.ids import new_id
from bot.database.schema.webinars import webinars
from bot.notices import Notices
from tests.kit.town import Town


async def test_whoever_was_told_by_the_webinar_is_not_told_again(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    now, webinar_id = town.clock.now(), new_id()
    ids = [await raise_issue(town.network, town.person(who), Draft("The bus is late"), now=now) for who in (ana, ben)]
    async with town.network.write() as tx:
        await ThemeStore(tx).save([Group(ids, ["bus"])], now=now)
        issue = await IssueStore(tx).issue(ids[0])
        assert issue is not None
        await tx.insert(
            webinars,
            id=webinar_id,
            theme_id=issue.theme_id,
            title="Buses",
            audience="practitioners",
            starts_at=now + timedelta(days=9),
            minutes=60,
            proposed_at=now,
            event_id=77,
        )
        key = f"webinars.told:{webinar_id}:{town.person(ben).id}"
        await Notices(tx).tell(town.person(ben).id, "webinars.planned", Card("There will be one"), now=now, key=key)
    await town.forward(timedelta(hours=1, minutes=1))
    assert [message.embeds[0].title for message in town.direct_messages(ana)] == ["What became of it"]
    assert "a webinar is planned" in (town.direct_messages(ana)[0].embeds[0].description or "")
    assert [message.embeds[0].description for message in town.direct_messages(ben)] == ["There will be one"]
