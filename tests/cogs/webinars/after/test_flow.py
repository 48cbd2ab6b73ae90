"""After a webinar on the simulated Discord: one tap, two questions, the library, and a month later one more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.cogs.webinars.test_flow import ROOM, _propose, _text, _theme, _webinars
from tests.kit.town import Town

LINK = "https://video.example.org/w/1"


async def test_attended_rated_kept_and_asked_again(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    ben = await town.join("Ben Okafor", site="Elm Middle")
    boss = await town.join("Bo Lind", "principal", "Oak Elementary")
    room = town.channel(ROOM)
    await _propose(town, ana, await _theme(town, ana, ben), start="2026-03-03 15:30")
    [webinar] = await _webinars(town)
    await town.forward(webinar.ends_at - town.clock.now())
    card = [each for each in town.bot_messages(room) if "It is over" in (each.embeds[0].description or "")][-1]

    first: Any = await ben.click(card, label="I was there")
    assert "worth your time" in _text(first)
    second: Any = await ben.click(first.response, label="Yes")
    assert "try something" in _text(second)
    assert "Thank you" in _text(await ben.click(second.response, label="Yes, I will"))
    assert "Thank you" in _text(await ben.click(card, label="I was there")), "once is enough"

    assert "nothing for you yet" in _text(await ben.slash(room, "webinar library"))
    options = {"webinar": str(webinar.id), "kind": "recording", "title": "Two buses, one driver", "link": LINK}
    assert "or a steward" in _text(await ben.slash(room, "webinar keep", **options))
    assert "address that opens" in _text(await ana.slash(room, "webinar keep", **{**options, "link": "video"}))
    choices = await ana.autocomplete(room, "webinar keep", "webinar", "bus")
    assert [choice["value"] for choice in choices] == [str(webinar.id)]
    kept: Any = await ana.slash(room, "webinar keep", **options)
    assert LINK in _text(await ben.slash(room, "webinar library", words="driver"))
    assert "nothing for you yet" in _text(await boss.slash(town.channel("lobby"), "webinar library"))
    await ana.click(kept.response, label="Take it out")
    assert "nothing like that" in _text(await ben.slash(room, "webinar library", words="driver"))

    await town.restart()
    await town.forward(timedelta(days=31))
    [asked] = [each for each in town.direct_messages(ben) if "change anything" in (each.embeds[0].description or "")]
    assert not [each for each in town.direct_messages(ana) if "change anything" in (each.embeds[0].description or "")]
    assert "Thank you" in _text(await ben.user.click(asked, label="A little"))
