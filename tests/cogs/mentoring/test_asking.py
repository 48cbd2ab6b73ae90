"""Asking, offering, a round, stopping, in the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.town_life import (
    GENERAL,
    ask,
    newcomer,
    offer,
    pair_now,
    proposed,
    seasoned,
    shown,
    steward,
    words,
)
from tests.kit.town import Town


async def test_a_request_an_offer_and_a_round_become_a_proposal_with_reasons(town: Town) -> None:
    mentee, mentor, runs_it = await newcomer(town), await seasoned(town), await steward(town)
    assert "You're on the list." in await ask(town, mentee, "New here, and a little lost.")
    assert "your offer of 2 places stands" in await offer(town, mentor, "2")
    preview = await runs_it.slash(town.channel(GENERAL), "mentor round")
    assert "This round would propose one pair." in words(preview)
    assert town.direct_messages(mentee) == []
    assert "One pair was proposed." in words(await runs_it.click(shown(preview), label="Publish the round"))
    assert "Nothing was proposed" in words(await runs_it.click(shown(preview), label="Publish the round"))
    await town.settle()
    [to_mentee], [to_mentor] = town.direct_messages(mentee), town.direct_messages(mentor)
    assert "**Ben Carter** (coordinator, Pine Middle) could be your mentor." in words(to_mentee)
    assert "Ben Carter has 6 years in the role, at the same level of school (elementary)." in words(to_mentee)
    assert "You have 6 years in your role, at the same level of school (elementary)." in words(to_mentor)
    assert "Ana Ruiz asked for Family engagement, which you offer." in words(to_mentor)
    assert "You share English." in words(to_mentor)
    assert "Ana Ruiz writes: “New here, and a little lost.”" in words(to_mentor)


async def test_choices_on_the_card_are_kept_and_the_card_is_the_same_when_run_again(town: Town) -> None:
    mentee = await newcomer(town)
    card = shown(await mentee.slash(town.channel(GENERAL), "mentor request"))
    await mentee.select(card, ["equity", "health"], custom_id="mentoring:topics:mentee")
    await mentee.select(card, ["Spanish"], custom_id="mentoring:languages:mentee")
    form = await mentee.click(card, label="Write a line and save")
    await mentee.submit_modal(form, {"about": "Hello"})
    async with town.network.read() as tx:
        wish = await MentoringStore(tx).wish(town.person(mentee).id, "mentee")
    assert wish is not None
    assert (wish.topics, wish.languages, wish.about, wish.state) == (
        ("equity", "health"),
        ("Spanish",),
        "Hello",
        "open",
    )
    again = shown(await mentee.slash(town.channel(GENERAL), "mentor request"))
    chosen = [
        option["value"]
        for row in again.components
        for select in row["components"]
        for option in select.get("options", [])
        if option.get("default")
    ]
    assert chosen == ["equity", "health", "Spanish"]


async def test_a_capacity_that_is_no_number_is_refused_and_nothing_is_saved(town: Town) -> None:
    mentor = await seasoned(town)
    assert "must be a number from 1 to 5" in await offer(town, mentor, "99")
    assert "begun but not saved" in words(await mentor.slash(town.channel(GENERAL), "mentor status"))


async def test_a_private_never_with_keeps_two_apart_and_can_be_cleared(town: Town) -> None:
    mentee, mentor, runs_it = await newcomer(town), await seasoned(town), await steward(town)
    await ask(town, mentee, never_with=mentor)
    await offer(town, mentor)
    assert "would propose no pair" in words(await runs_it.slash(town.channel(GENERAL), "mentor round"))
    status = await mentee.slash(town.channel(GENERAL), "mentor status")
    assert "never to be paired with one person" in words(status)
    await mentee.click(shown(status), label="Clear that private list")
    assert "would propose one pair" in words(await runs_it.slash(town.channel(GENERAL), "mentor round"))


async def test_a_language_is_offered_once_however_the_roster_writes_it(town: Town) -> None:
    await town.enrol("Eva Lee", languages=("es", "english"))
    await town.enrol("Fay Moss", languages=("español", "Tagalog"))
    mentee = await newcomer(town, languages=("Spanish",))
    card = shown(await mentee.slash(town.channel(GENERAL), "mentor request"))
    [languages] = [
        part["options"] for row in card.components for part in row["components"] if ":languages:" in part["custom_id"]
    ]
    assert [each["label"] for each in languages] == ["Spanish", "English", "Tagalog"]
    assert [each["label"] for each in languages if each.get("default")] == ["Spanish"]


async def test_stopping_asks_first_then_takes_everything_back(town: Town) -> None:
    mentee, mentor, pair = await proposed(town)
    question = await mentor.slash(town.channel(GENERAL), "mentor stop")
    assert (await pair_now(town, pair.id)).state == "proposed"
    assert "You're off both lists" in words(await mentor.click(shown(question), label="Stop mentoring"))
    await town.settle()
    assert (await pair_now(town, pair.id)).state == "withdrawn"
    assert "we took the proposal back" in words(town.direct_messages(mentee)[-1])
    await town.forward(timedelta(hours=2))
    assert "There was nothing to stop" in words(await mentor.click(shown(question), label="Stop mentoring"))


async def test_only_stewards_run_a_round_and_only_members_ask(town: Town) -> None:
    member, stranger = await newcomer(town), town.stranger("Zed")
    assert "for stewards" in words(await member.slash(town.channel(GENERAL), "mentor round"))
    assert "not linked" in words(await stranger.slash(town.channel(GENERAL), "mentor request"))
    unlinked = await member.slash(town.channel(GENERAL), "mentor request", never_with=stranger)
    assert "aren't on your list" in words(unlinked), "who has not joined is not passed over in silence"
