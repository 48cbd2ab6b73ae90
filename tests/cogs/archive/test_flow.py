from __future__ import annotations

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from archive.finding.store import EntryStore
from tests.cogs.sharing.test_flow import reply, say_yes, share, text_of
from tests.kit.town import Town


async def shared(town: Town, actor: MemberActor, stew: MemberActor, typed: str) -> None:
    card = await share(town, actor, typed)
    select = str(reply(card).components[2]["components"][0]["custom_id"])
    chosen = await actor.select(reply(card), values=["archive"], custom_id=select)
    await say_yes(actor, chosen)
    await stew.click(reply(await stew.slash(town.channel("general"), "digest review")), label="Let them go out")


def footer_of(result: InteractionResult) -> str | None:
    return reply(result).embeds[0].footer.text


async def test_members_find_what_was_agreed_to_and_reviewed_without_whose_it_is(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Hill", site="Elm Elementary")
    stew = await town.join("Stew Ward", site="Elm Elementary", steward=True)
    await shared(town, ana, stew, "Interpreters are missing at Oak Elementary in the evening.")
    channel = town.channel("general")
    found = text_of(await ben.slash(channel, "archive find", words="interpreter evenings"))
    assert "> Interpreters are missing at [a school] in the evening." in found
    assert "March 2026" in found
    assert not any(word in found for word in ("Ana", "Oak", "district", "<t:"))
    assert "in the members' archive" in text_of(await ana.slash(channel, "share mine"))

    mine = await ana.slash(channel, "share mine")
    await ana.click(reply(mine), label="1: Take it back")
    assert "Nothing in the archive" in text_of(await ben.slash(channel, "archive find", words="interpreter"))


async def test_pages_are_turned_by_buttons_that_hold_no_word_and_outlive_a_restart(town: Town) -> None:
    ben = await town.join("Ben Hill")
    async with town.network.write() as tx:
        for day in range(6):
            words = f"Interpreters are missing on evening {day}"
            await EntryStore(tx).add(
                words=words, language="en", kind="concern", topic="family" if day else "data", month=f"2026-0{day + 1}"
            )
    found = await ben.slash(town.channel("general"), "archive find", words="interpreter evening", kind="concern")
    assert "evening 5" in text_of(found)
    assert "evening 0" not in text_of(found)
    assert found.response is not None
    assert footer_of(found) == "Page 1 of 2"
    addresses = [each["custom_id"] for row in found.response.components for each in row["components"]]
    assert addresses == ["archive:found:2..concern."]
    await town.restart()
    await ben.click(found.response, label="Next page")
    assert "evening 0" in text_of(found)
    assert "interpreter evening" in text_of(found), "what was looked for stands in the card"
    async with town.network.write() as tx:
        for entry in (await EntryStore(tx).everything())[:5]:
            await EntryStore(tx).remove(entry.id)
    await ben.click(found.response, label="Previous page")
    assert footer_of(found) is None, "one page needs no number"
    assert found.response.components == []
    narrow = await ben.slash(town.channel("general"), "archive find", words="evening", topic="trombone")
    assert "Nothing in the archive" in text_of(narrow)


async def test_who_is_no_member_finds_nothing(town: Town) -> None:
    stranger = town.guild.add_member(town.env.create_user("stranger"))
    refused = await stranger.slash(town.channel("general"), "archive find", words="interpreter")
    assert "You're not linked to the roster yet" in text_of(refused)


async def test_a_month_or_words_that_are_none_get_one_clear_sentence(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    channel = town.channel("general")
    assert "such as 2026-03" in text_of(await ana.slash(channel, "archive find", words="bus", month="last March"))
    assert "Write a word or two" in text_of(await ana.slash(channel, "archive find", words='"!*"'))
