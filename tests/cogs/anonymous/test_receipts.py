"""What a receipt lets its holder do, and what it does not."""

from __future__ import annotations

from datetime import timedelta

from tests.cogs.rooms.whispers.saying import last, opened, people, posts, say, words
from tests.cogs.setup.replies import said, told
from tests.kit.town import Town


async def test_somebody_elses_receipt_takes_back_but_puts_no_words_into_a_mouth(town: Town) -> None:
    ana, ben, *_ = await people(town)
    receipt = await say(town, ana, "Mine.")
    asked = await ben.click(await opened(town, ben, receipt), label="Change the words")
    assert "no post with this receipt" in told(await ben.submit_modal(asked, {"text": "Ben's."}))
    await town.settle()
    assert [words(post) for post in posts(town)] == ["Mine."]
    await ben.click(await opened(town, ben, receipt), label="Take it back")
    await town.settle()
    assert posts(town) == []


async def test_words_stay_as_they_are_when_the_new_ones_cannot_be_read(town: Town) -> None:
    ana, *_ = await people(town)
    receipt = await say(town, ana, "Mine.")
    asked = await ana.click(await opened(town, ana, receipt), label="Change the words")
    refused = await ana.submit_modal(asked, {"text": "Call me now. " * 300})
    assert "over and over" in told(refused)
    await town.settle()
    assert [words(post) for post in posts(town)] == ["Mine."]
    again = await ana.click(last(refused), label="Try again with these words")
    await ana.submit_modal(again, {"text": "Call me now."})
    await town.settle()
    assert [words(post) for post in posts(town)] == ["Call me now."]


async def test_after_fourteen_days_a_post_can_be_taken_back_but_not_changed(town: Town) -> None:
    ana, *_ = await people(town)
    receipt = await say(town, ana, "Mine.")
    await town.forward(timedelta(days=14))
    card = await opened(town, ana, receipt)
    assert "has ended" in said(card)
    assert "Change the words" not in str(card.components)
    await ana.click(card, label="Take it back")
    await town.settle()
    assert posts(town) == []


async def test_an_answer_has_a_receipt_of_its_own_that_ends_nothing_but_itself(town: Town) -> None:
    ana, ben, *_ = await people(town)
    await say(town, ana, "How?")
    receipt = await say(town, ben, "So.", on=posts(town)[0])
    card = await opened(town, ben, receipt)
    assert "End the conversation" not in str(card.components)
    await ben.click(card, label="Take it back")
    await town.settle()
    assert [words(post) for post in posts(town)] == ["How?"]


async def test_a_post_that_was_deleted_by_hand_is_told_with_the_receipt(town: Town) -> None:
    ana, *_ = await people(town)
    receipt = await say(town, ana, "Mine.")
    [post] = posts(town)
    await town.owner.delete(post)
    asked = await ana.click(await opened(town, ana, receipt), label="Change the words")
    assert "isn't in the room any more" in told(asked)
