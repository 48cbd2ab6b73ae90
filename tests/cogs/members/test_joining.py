"""/join, from the code to the roles and back out again."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from simcord.actors import MemberActor

from bot.keys.rotation import rotate_signing
from bot.people.codes import CodeStore, code_digest, make_code
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.members.joining import CODES_KEY, join
from cogs.members.rules import CodeUnknown
from tests.kit.town import Town


async def code_for(town: Town, person: Person) -> str:
    code = make_code()
    digest = code_digest(code, town.house.keys.signing_key(CODES_KEY))
    async with town.network.write() as tx:
        await CodeStore(tx).issue({person.id: digest}, now=town.clock.now(), days_valid=14)
    return code


async def run(town: Town, actor: MemberActor, command: str, **options: str) -> str:
    """Run a command, let everything settle, and return what only the actor sees."""
    channel = town.guild.channels.get("general") or town.guild.create_text_channel("general")
    result = await actor.slash(channel, command, **options)
    await town.settle()
    answers = [answer for answer in (result.response, *result.followups) if answer is not None]
    assert result.ephemeral
    embeds = [embed for answer in answers for embed in answer.embeds]
    return "\n".join([*(answer.content for answer in answers), *(f"{e.title}\n{e.description}" for e in embeds)])


async def say(town: Town, actor: MemberActor, code: str) -> str:
    return await run(town, actor, "join", code=code)


def roles(actor: MemberActor) -> set[str]:
    assert actor.member is not None
    return {role.name for role in actor.member.roles}


async def test_a_code_links_the_account_gives_the_roles_and_tells_the_address(town: Town) -> None:
    person, ana = await town.enrol("Ana Ruiz"), town.stranger("ana")
    before = roles(ana)
    code = await code_for(town, person)
    rotate_signing(town.house.keys.folder, town.clock.now(), at_once=False)  # a code from before holds
    assert "Welcome, Ana Ruiz." in await say(town, ana, code.lower())
    async with town.network.read() as tx:
        linked = await PeopleStore(tx).by_account(ana.id)
    assert linked is not None
    assert linked.id == person.id
    assert roles(ana) > before
    [letter] = town.mailbox
    assert letter["To"] == "ana.ruiz@example.org"
    assert letter["Subject"] == "This account joined as you; not you?"
    assert f"{town.house.settings.public_url}/not-me/" in letter.get_content()


async def test_a_guessed_code_is_refused_in_one_sentence_and_changes_nothing(bare_town: Town) -> None:
    await code_for(bare_town, await bare_town.enrol("Ana Ruiz"))
    ana = bare_town.stranger("ana")
    assert "doesn't match" in await say(bare_town, ana, make_code())
    async with bare_town.network.read() as tx:
        assert await PeopleStore(tx).by_account(ana.id) is None
    assert not bare_town.mailbox


async def test_an_expired_code_says_where_to_get_another(bare_town: Town) -> None:
    code = await code_for(bare_town, await bare_town.enrol("Ana Ruiz"))
    bare_town.clock.forward(timedelta(days=14))
    assert "expired. Ask your steward for a new one" in await say(bare_town, bare_town.stranger("ana"), code)


async def test_a_code_works_once(bare_town: Town) -> None:
    code = await code_for(bare_town, await bare_town.enrol("Ana Ruiz"))
    await say(bare_town, bare_town.stranger("ana"), code)
    assert "already joined with that code" in await say(bare_town, bare_town.stranger("impostor"), code)


async def test_a_code_is_void_once_a_newer_one_was_issued(bare_town: Town) -> None:
    person = await bare_town.enrol("Ana Ruiz")
    old, new = await code_for(bare_town, person), await code_for(bare_town, person)
    ana = bare_town.stranger("ana")
    assert "was replaced" in await say(bare_town, ana, old)
    assert "Welcome" in await say(bare_town, ana, new)


async def test_after_five_guesses_an_account_waits_even_with_the_right_code(bare_town: Town) -> None:
    code = await code_for(bare_town, await bare_town.enrol("Ana Ruiz"))
    ana = bare_town.stranger("ana")
    for _ in range(5):
        assert "doesn't match" in await say(bare_town, ana, make_code())
    assert "as often as it can within an hour (5)" in await say(bare_town, ana, code)
    bare_town.clock.forward(timedelta(minutes=61))
    assert "Welcome" in await say(bare_town, ana, code)


async def test_many_guesses_from_many_accounts_pause_joining_for_an_hour(bare_town: Town) -> None:
    code = await code_for(bare_town, await bare_town.enrol("Ana Ruiz"))
    async with bare_town.network.write() as tx:
        for account in range(bare_town.network.community.codes.tries_per_hour):
            await CodeStore(tx).record_try(account, now=bare_town.clock.now())
    ana = bare_town.stranger("ana")
    assert "joining is paused" in await say(bare_town, ana, code)
    bare_town.clock.forward(timedelta(minutes=61))
    assert "Welcome" in await say(bare_town, ana, code)


async def test_an_account_joins_once_and_a_place_is_taken_once(bare_town: Town) -> None:
    ana = await bare_town.join("Ana Ruiz")
    other = await code_for(bare_town, await bare_town.enrol("Bo Li"))
    assert "already joined, as Ana Ruiz" in await say(bare_town, ana, other)
    again = await code_for(bare_town, bare_town.person(ana))
    assert "Another account has already joined" in await say(bare_town, bare_town.stranger("impostor"), again)


async def test_whoever_has_left_the_roster_cannot_come_in_with_an_old_code(bare_town: Town) -> None:
    person = await bare_town.enrol("Ana Ruiz")
    code = await code_for(bare_town, person)
    async with bare_town.network.write() as tx:
        await PeopleStore(tx).retire(person.id)
    assert "this code opens nothing" in await say(bare_town, bare_town.stranger("ana"), code)


async def test_nonsense_is_a_code_that_does_not_match(bare_town: Town) -> None:
    await code_for(bare_town, await bare_town.enrol("Ana Ruiz"))
    for typed in (" ", "-" * 100, "' OR 1=1 --", "\u202e\u0000"):
        stranger = bare_town.stranger(f"ana{len(typed)}")
        assert "doesn't match" in await say(bare_town, stranger, typed), repr(typed)


async def test_a_member_who_leaves_the_server_and_returns_gets_the_roles_back(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    before = roles(ana)
    town.guild.remove_member(ana)
    await town.settle()
    back = town.guild.add_member(ana.user)
    await town.settle()
    assert len(before) > 1
    assert roles(back) == before


async def test_any_member_reads_what_stewards_did_and_a_stranger_does_not(bare_town: Town) -> None:
    await bare_town.join("Sam Steward", steward=True)
    ana = await bare_town.join("Ana Ruiz")
    assert "The host made Sam Steward a steward." in await run(bare_town, ana, "steward log")
    assert "/join" in await run(bare_town, bare_town.stranger("nobody"), "steward log")


async def test_two_accounts_with_one_code_at_the_same_moment_do_not_both_get_in(bare_town: Town) -> None:
    code = await code_for(bare_town, await bare_town.enrol("Ana Ruiz"))
    outcomes = await asyncio.gather(
        *(join(bare_town.house, bare_town.network, account, "somebody", code) for account in (1, 2, 3)),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CodeUsed", "CodeUsed", "Joined"]


async def test_a_code_of_one_network_opens_nothing_in_another(bare_town: Town) -> None:
    code = await code_for(bare_town, await bare_town.enrol("Ana Ruiz"))
    other = await bare_town.house.networks.create("South county", now=bare_town.clock.now())
    with pytest.raises(CodeUnknown):
        await join(bare_town.house, other, 1, "ana", code)
