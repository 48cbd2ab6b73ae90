from __future__ import annotations

from datetime import date, timedelta

from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from archive.consent import publishable, purposes_of
from archive.consent.store import ConsentStore
from config.calendar import Calendar, Holiday
from tests.kit.town import Town

TYPED = "Marisol Vega at Oak Elementary still waits for her glasses. Call 510-555-0142."


def reply(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


def text_of(result: InteractionResult) -> str:
    """Everything a reply shows: title, text, fields."""
    [embed] = reply(result).embeds
    fields = [f"{field.name}\n{field.value}" for field in embed.fields]
    return "\n".join([embed.title or "", embed.description or "", *fields])


async def share(town: Town, actor: MemberActor, typed: str = TYPED) -> InteractionResult:
    channel = town.channel("practitioners-lounge")
    message = await actor.send(channel, typed)
    return await actor.context_menu(channel, "Share with policymakers", message)


async def say_yes(actor: MemberActor, card: InteractionResult) -> InteractionResult:
    """Say yes to the words on a card, and to the one more question where they mention somebody."""
    answer = await actor.click(reply(card), label="Yes, share these words")
    if "This mentions somebody else" in text_of(answer):
        answer = await actor.click(reply(answer), label="Yes, it's all right")
    return answer


async def words_in(town: Town, actor: MemberActor) -> list[tuple[str, str]]:
    async with town.network.read() as tx:
        return [(each.words, each.state) for each in await ConsentStore(tx).of_person(town.person(actor).id)]


async def ready(town: Town) -> list[str]:
    month = f"{town.clock.now():%Y-%m}"
    network = town.network
    async with network.read() as tx:
        found = await publishable(tx, month, key_of=lambda person: town.house.keys.person_key(network.id, person))
        return [each.words for each in found]


async def test_from_a_message_over_the_yes_to_the_stewards_yes(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await town.join("Marisol Vega")
    stew = await town.join("Stew Ward", site="Elm Elementary", steward=True)
    channel = town.channel("practitioners-lounge")

    card = await share(town, ana)
    assert reply(card).ephemeral
    shown = text_of(card)
    assert "[a colleague] at [a school] still waits for her glasses. Call [phone]." in shown
    assert "Marisol Vega → [a colleague]" in shown
    assert "May these exact words" in shown

    yes = await say_yes(ana, card)
    assert "with a steward" in text_of(yes)
    in_five_days = town.clock.now() + timedelta(days=town.network.community.publication.review_days)
    assert f"You'll hear by <t:{int(in_five_days.timestamp())}:D>" in text_of(yes)
    assert await ready(town) == []

    review = await stew.slash(channel, "digest review")
    assert "[a colleague] at [a school] still waits" in text_of(review)
    assert "Ana" not in text_of(review)
    assert "Oak" not in text_of(review)
    assert "Turn them down: for good." in text_of(review)
    decided = text_of(await stew.click(reply(review), label="Let them go out"))
    assert "Nothing waits for you" in decided
    assert "They may go out; their author has been told." in decided
    assert await ready(town) == ["[a colleague] at [a school] still waits for her glasses. Call [phone]."]

    await town.settle()
    assert any("Your words are ready" in (m.embeds[0].title or "") for m in town.direct_messages(ana))

    mine = await ana.slash(channel, "share mine")
    assert "ready for a digest" in text_of(mine)
    assert "nothing of them was sent" in text_of(await ana.click(reply(mine), label="1: Take it back"))
    assert await ready(town) == []
    assert await words_in(town, ana) == [("", "withdrawn")]


async def test_somebody_elses_message_stays_where_it_is(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Hill")
    channel = town.channel("practitioners-lounge")
    message = await ana.send(channel, TYPED)
    refused = await ben.context_menu(channel, "Share with policymakers", message)
    assert "Only the person who wrote something can share it" in text_of(refused)
    assert await words_in(town, ben) == []


async def test_changed_words_are_masked_again_and_need_their_own_yes(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await town.join("Stew Ward", site="Elm Elementary", steward=True)
    first = await share(town, ana)
    form = await ana.click(reply(first), label="Change the words")
    again = await ana.submit_modal(form, {"text": "Denise Okafor waits for glasses at a middle school."})
    assert "> [someone] waits for glasses at a middle school." in text_of(again)
    assert "The words have changed" in text_of(await ana.click(reply(first), label="Yes, share these words"))
    await say_yes(ana, again)
    assert await words_in(town, ana) == [("[someone] waits for glasses at a middle school.", "in_review")]


async def test_what_is_only_suspected_is_shown_to_author_and_reviewer(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    stew = await town.join("Stew Ward", site="Elm Elementary", steward=True)
    channel = town.channel("practitioners-lounge")
    form = await ana.slash(channel, "share new")
    card = await ana.submit_modal(form, {"text": "The only deaf seventh grader in our building has no interpreter."})
    assert "do they point at somebody" in text_of(card)
    await say_yes(ana, card)
    shown = text_of(await stew.slash(channel, "digest review"))
    assert "• The only deaf seventh grader in our building: says that there is only one" in shown
    assert "__**The only deaf seventh grader in our building**__" in shown


async def test_topic_and_kind_are_the_authors_choice(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await share(town, ana)
    await ana.select(reply(card), values=["health"], custom_id=_select_id(card, 0))
    await ana.select(reply(card), values=["suggestion"], custom_id=_select_id(card, 1))
    async with town.network.read() as tx:
        [kept] = await ConsentStore(tx).of_person(town.person(ana).id)
    assert (kept.topic, kept.kind, kept.state) == ("health", "suggestion", "offered")


def _select_id(card: InteractionResult, row: int) -> str:
    return str(reply(card).components[row]["components"][0]["custom_id"])


async def test_cancelling_leaves_nothing(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await share(town, ana)
    assert "Nothing was shared" in text_of(await ana.click(reply(card), label="Cancel"))
    assert await words_in(town, ana) == []


async def test_where_only_a_boss_could_review_words_wait_and_the_author_knows(town: Town) -> None:
    boss = await town.join("Bo Boss", "district leader", None, steward=True)
    ana = await town.join("Ana Ruiz", supervisors=("bo.boss@example.org",))
    card = await share(town, ana)
    assert "they wait until somebody else can" in text_of(await say_yes(ana, card))
    assert "Nothing waits for you" in text_of(await boss.slash(town.channel("general"), "digest review"))


async def test_a_steward_gives_words_back_with_a_reason(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    stew = await town.join("Stew Ward", site="Elm Elementary", steward=True)
    channel = town.channel("practitioners-lounge")
    await say_yes(ana, await share(town, ana))
    review = await stew.slash(channel, "digest review")
    form = await stew.click(reply(review), label="Give them back")
    await stew.submit_modal(form, {"reason": "Say it without the glasses."})
    await town.settle()
    assert "Say it without the glasses." in text_of(await ana.slash(channel, "share mine"))
    assert [state for _, state in await words_in(town, ana)] == ["returned"]


async def test_who_is_no_steward_reviews_nothing(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    refused = await ana.slash(town.channel("practitioners-lounge"), "digest review")
    assert "That is for stewards" in text_of(refused)


async def test_an_issues_words_are_its_authors_to_share(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    channel = town.channel("practitioners-lounge")
    draft = {"text": "Ms. Abernathy has no aide."}
    form = await ana.slash(channel, "issue raise", for_policymakers="words")
    raised = await ana.submit_modal(form, draft)
    card = await ana.click(reply(raised), label="Show me the words")
    assert "> [a colleague] has no aide." in text_of(card)


async def test_who_shares_before_a_holiday_hears_a_day_later(town: Town) -> None:
    tomorrow = Holiday(name="A day off", day=date(2026, 3, 3))
    community = town.network.community.model_copy(update={"calendar": Calendar(holidays=(tomorrow,))})
    await town.house.networks.define(town.network_id, community)
    ana = await town.join("Ana Ruiz")
    await town.join("Stew Ward", site="Elm Elementary", steward=True)
    yes = await say_yes(ana, await share(town, ana))
    in_six_days = town.clock.now() + timedelta(days=community.publication.review_days + 1)
    assert f"You'll hear by <t:{int(in_six_days.timestamp())}:D>" in text_of(yes)


async def test_what_somebody_else_said_is_left_out_and_only_quoting_is_refused(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await share(town, ana, "> Nobody calls us back.\nThe bus leaves early.")
    assert "1 line that quotes somebody else was left out" in text_of(card)
    refused = await share(town, ana, "> Nobody calls us back.")
    assert "Every line here quotes somebody else" in text_of(refused)
    assert await words_in(town, ana) == [("The bus leaves early.", "offered")]


async def test_words_that_mention_somebody_are_asked_about_once_more(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await share(town, ana)
    question = await ana.click(reply(card), label="Yes, share these words")
    assert "Would they recognise themselves" in text_of(question)
    assert [state for _, state in await words_in(town, ana)] == ["offered"]
    back = await ana.click(reply(question), label="Back")
    assert "These words would leave the room" in text_of(back)
    plain = await share(town, ana, "The bus leaves early.")
    assert "Thank you" in text_of(await ana.click(reply(plain), label="Yes, share these words"))


async def test_a_yes_for_the_archive_is_its_own_and_is_asked_in_its_own_words(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await share(town, ana, "The bus leaves early.")
    assert "/archive find" not in text_of(card)
    both = await ana.select(reply(card), values=["digest", "archive"], custom_id=_select_id(card, 2))
    assert "go to policymakers in the monthly digest" in text_of(both)
    assert "be found by members of this network" in text_of(both)
    only = await ana.select(reply(both), values=["archive"], custom_id=_select_id(both, 2))
    assert "go to policymakers in the monthly digest" not in text_of(only)
    await ana.click(reply(only), label="Yes, share these words")
    assert await _purposes(town, ana) == [{"archive"}]


async def _purposes(town: Town, actor: MemberActor) -> list[frozenset[str]]:
    async with town.network.read() as tx:
        ids = [each.id for each in await ConsentStore(tx).of_person(town.person(actor).id)]
        given = await purposes_of(tx, ids)
    return [frozenset(given[each]) for each in ids]


async def test_a_mask_can_be_said_more_broadly_and_that_is_what_the_yes_is_to(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await share(town, ana, "The gym at Oak Elementary is closed.")
    assert "> The gym at [a school] is closed." in text_of(card)
    choice = await ana.select(reply(card), values=["0"], custom_id=_select_id(card, 3))
    assert "Say it more broadly" in text_of(choice)
    forged = await ana.select(reply(choice), values=["a school"], custom_id=_select_id(choice, 0))
    assert "> The gym at a school is closed." in text_of(forged)
    await ana.click(reply(forged), label="Yes, share these words")
    assert [words for words, _ in await words_in(town, ana)] == ["The gym at a school is closed."]


async def test_a_steward_suggests_other_words_and_one_click_is_the_yes_to_them(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    stew = await town.join("Stew Ward", site="Elm Elementary", steward=True)
    channel = town.channel("practitioners-lounge")
    await say_yes(ana, await share(town, ana, "The bus leaves far too early."))
    review = await stew.slash(channel, "digest review")
    form = await stew.click(reply(review), label="Suggest other words")
    same = await stew.submit_modal(form, {"text": "The bus leaves far too early.", "reason": ""})
    assert "nothing was suggested" in text_of(same)
    form = await stew.click(reply(review), label="Suggest other words")
    await stew.submit_modal(form, {"text": "The bus leaves before tutoring ends.", "reason": "Say when."})
    assert await words_in(town, ana) == [("The bus leaves far too early.", "returned")]
    assert await ready(town) == []
    await town.settle()
    letter = next(each for each in town.direct_messages(ana) if (each.embeds[0].title or "").startswith("Other words"))
    assert "~~far too early.~~ **before tutoring ends.**" in (letter.embeds[0].description or "")
    await ana.user.click(letter, label="Yes, share these new words")
    assert await words_in(town, ana) == [("The bus leaves before tutoring ends.", "in_review")]
    review = await stew.slash(channel, "digest review")
    await stew.click(reply(review), label="Let them go out")
    assert await ready(town) == ["The bus leaves before tutoring ends."]


async def test_a_steward_turns_words_down_and_the_author_hears_why(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    stew = await town.join("Stew Ward", site="Elm Elementary", steward=True)
    await say_yes(ana, await share(town, ana, "The bus leaves early."))
    review = await stew.slash(town.channel("general"), "digest review")
    form = await stew.click(reply(review), label="Turn them down")
    await stew.submit_modal(form, {"reason": "This is about one driver."})
    await town.settle()
    assert await words_in(town, ana) == [("The bus leaves early.", "declined")]
    assert any("about one driver" in (m.embeds[0].description or "") for m in town.direct_messages(ana))
