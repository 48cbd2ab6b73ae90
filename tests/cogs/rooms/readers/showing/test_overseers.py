"""Standing readers: accepted in the open, by somebody else, and named on the rooms' cards."""

from __future__ import annotations

from datetime import timedelta

from simcord.actors import MemberActor

from bot.people.privacy import export
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from cogs.rooms.readers import privacy
from tests.cogs.rooms.readers.looking.test_exposure import cards, deputise, lasting, lock_while_exposed, writes
from tests.cogs.rooms.seeing import LOUNGE
from tests.cogs.setup.replies import told
from tests.kit.town import Town


def pinned(town: Town, channel: str = LOUNGE) -> str:
    [card] = town.channel(channel).pinned_messages()
    return "\n".join(f"{field.name}: {field.value}" for field in card.embeds[0].fields)


async def accept(town: Town, steward: MemberActor, who: MemberActor, decision: str = "accept") -> str:
    result = await steward.slash(town.channel("lobby"), "room overseers", decision=decision, who=who)
    await town.settle()
    return told(result)


async def test_the_owner_stands_on_the_card_until_accepted_and_by_name_for_good_after(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    assert f"Can read this, not accepted by members: <@{town.owner.id}>" in pinned(town)
    assert "Recorded" in await accept(town, steward, town.owner)
    await town.forward(timedelta(hours=1))
    await town.forward(timedelta(minutes=1))
    for channel in (LOUNGE, "Practitioners talking"):
        assert "Overseers, accepted by members: Dana Owner" in pinned(town, channel)
        assert "not accepted" not in pinned(town, channel)
    assert await lasting(town) == set()


async def test_an_acceptance_is_in_the_open_log_and_so_is_its_withdrawal(town: Town) -> None:
    steward, ana = await town.join("Sue Steward", steward=True), await town.join("Ana Ruiz")
    await accept(town, steward, town.owner)
    await accept(town, steward, town.owner, "withdraw")
    log = told(await ana.slash(town.channel("lobby"), "steward log"))
    assert f"Sue Steward recorded that members accept <@{town.owner.id}> as an overseer." in log
    assert f"Sue Steward recorded that members no longer accept <@{town.owner.id}> as an overseer." in log
    assert await lasting(town) == {town.owner.id}
    assert f"<@{town.owner.id}>" in pinned(town)


async def test_an_accepted_administrators_card_says_so_and_no_new_one_comes(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    deputy = await deputise(town)
    await accept(town, steward, deputy)
    [card] = cards(town)
    assert card.startswith("Accepted as an overseer")
    assert "Deputy" in pinned(town)


async def test_nobody_accepts_themselves(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    power = town.guild.create_role("Power")
    town.env.backend.edit_role(town.guild.id, power.id, {"permissions": 1 << 3})
    town.env.backend.add_member_role(town.guild.id, steward.id, power.id)
    await town.settle()
    assert "Nobody decides about themselves" in await accept(town, steward, steward)
    async with town.network.read() as tx:
        assert all("overseer" not in act.act for act in await StewardStore(tx).latest())


async def test_only_a_steward_records_and_only_for_somebody_who_cannot_be_kept_out(town: Town) -> None:
    steward, ana = await town.join("Sue Steward", steward=True), await town.join("Ana Ruiz")
    await accept(town, ana, town.owner)
    assert town.owner.id in await lasting(town)
    assert "nothing to accept" in await accept(town, steward, ana)
    assert "That is how it stands already" in await accept(town, steward, town.owner, "withdraw")


async def test_any_member_sees_who_reads_everything(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    answer = told(await ana.slash(town.channel("lobby"), "room overseers"))
    assert f"Not accepted: <@{town.owner.id}>: Owns this server" in answer


async def test_a_locked_room_opens_when_its_readers_are_accepted(town: Town) -> None:
    steward, ana = await town.join("Sue Steward", steward=True), await town.join("Ana Ruiz")
    await lock_while_exposed(town)
    deputy = await deputise(town)
    assert not writes(town, ana)
    await accept(town, steward, town.owner)
    assert not writes(town, ana)
    await accept(town, steward, deputy)
    assert writes(town, ana)


async def test_an_overseers_account_leaves_the_log_with_them(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    deputy = await deputise(town)
    await accept(town, steward, deputy)
    person = await town.enrol("Dee Puty", "partner staff")
    async with town.network.write() as tx:
        await PeopleStore(tx).link(person.id, deputy.id, town.clock.now())
        assert (await privacy.export(tx, person.id))["overseers"]
        assert (await export(tx, person.id))["people"]
        await privacy.erase(tx, person.id, now=town.clock.now())
        assert all(f"<@{deputy.id}>" not in act.about for act in await StewardStore(tx).latest())
        assert not (await privacy.export(tx, person.id))["overseers"]
