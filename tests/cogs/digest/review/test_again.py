"""A reviewer's words that could not be taken come back into the form."""

from __future__ import annotations

from tests.cogs.rooms.whispers.saying import last
from tests.cogs.sharing.test_flow import reply, share
from tests.kit.forms import boxes
from tests.kit.town import Town

SHARED = "We need interpreters in the evening."


async def test_reasons_and_words_that_were_refused_come_back_into_their_forms(town: Town) -> None:
    steward, ana = await town.join("Sue Ward", steward=True), await town.join("Ana Ruiz")
    card = await share(town, ana, SHARED)
    await ana.click(reply(card), label="Yes, share these words")
    waiting = reply(await steward.slash(town.channel("lobby"), "digest review"))
    for label in ("Give them back", "Turn them down"):
        refused = reply(await steward.submit_modal(await steward.click(waiting, label=label), {"reason": "  "}))
        assert refused.components == [], "where nothing was typed, nothing comes back"
    typed = {"text": SHARED, "reason": "Shorter."}
    form = await steward.click(waiting, label="Suggest other words")
    refused = last(await steward.submit_modal(form, typed))
    again = await steward.click(refused, label="Try again with these words")
    assert boxes(again) == typed
    sent = await steward.submit_modal(again, {**typed, "text": "We need interpreters at night."})
    assert "Nothing waits" in (last(sent).embeds[0].description or "")
