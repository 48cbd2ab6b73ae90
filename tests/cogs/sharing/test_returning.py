from __future__ import annotations

import pytest

from bot.database.network import Network
from tests.cogs.sharing.test_flow import TYPED, reply, share, text_of, words_in
from tests.kit.town import Town

QUOTED = "> He said the boiler is out.\n> It has been for weeks."


async def test_words_that_are_refused_come_back_and_can_be_tried_again(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    form = await ana.slash(town.channel("practitioners-lounge"), "share new")
    refused = await ana.submit_modal(form, {"text": QUOTED})
    assert QUOTED in text_of(refused)
    assert "Every line here quotes somebody else" in text_of(refused)
    again = await ana.click(reply(refused), label="Try again with these words")
    card = await ana.submit_modal(again, {"text": "The boiler has been out for weeks."})
    assert "These words would leave the room" in text_of(card)
    assert await words_in(town, ana) == [("The boiler has been out for weeks.", "offered")]


async def test_changed_words_come_back_where_the_offer_is_gone_and_begin_a_new_one(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    first = await share(town, ana)
    form = await ana.click(reply(first), label="Change the words")
    await ana.click(reply(first), label="Cancel")
    refused = await ana.submit_modal(form, {"text": "A child waits for glasses."})
    assert "A child waits for glasses." in text_of(refused)
    again = await ana.click(reply(refused), label="Try again with these words")
    await ana.submit_modal(again, {"text": "A child waits for glasses."})
    assert await words_in(town, ana) == [("A child waits for glasses.", "offered")]


async def test_changed_words_that_are_refused_change_the_same_offer_when_tried_again(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    first = await share(town, ana)
    form = await ana.click(reply(first), label="Change the words")
    refused = await ana.submit_modal(form, {"text": QUOTED})
    again = await ana.click(reply(refused), label="Try again with these words")
    await ana.submit_modal(again, {"text": "A child waits for glasses."})
    assert await words_in(town, ana) == [("A child waits for glasses.", "offered")]


async def test_words_come_back_when_something_goes_wrong(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = await town.join("Ana Ruiz")
    form = await ana.slash(town.channel("practitioners-lounge"), "share new")

    def fail(_: Network) -> None:
        raise RuntimeError("no database")

    with monkeypatch.context() as patched:
        patched.setattr(Network, "write", fail)
        failed = await ana.submit_modal(form, {"text": TYPED})
    assert TYPED in text_of(failed)
    assert [record.getMessage().split()[0] for record in town.incidents.records] == ["incident"]
    town.incidents.records.clear()
    again = await ana.click(reply(failed), label="Try again with these words")
    await ana.submit_modal(again, {"text": TYPED})
    assert len(await words_in(town, ana)) == 1
