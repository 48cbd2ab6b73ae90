"""Mentoring as people live it in the simulated Discord: what a test makes them do."""

from __future__ import annotations

from datetime import date
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.backend.access import can_access_channel
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.matching.model import Match, Reason
from cogs.mentoring import proposals, wishes
from cogs.mentoring.model import Pair, Side
from cogs.mentoring.saving import save
from cogs.mentoring.store import MentoringStore
from tests.kit.town import Town

GENERAL = "general"


def shown(result: InteractionResult) -> ResponseMessage:
    """The last private message that answered."""
    replies = [*([result.response] if result.response else []), *result.followups]
    assert replies, "nothing was answered"
    assert replies[-1].ephemeral
    return replies[-1]


def words(message: InteractionResult | ResponseMessage | discord.Message) -> str:
    """What a message says."""
    found = shown(message) if isinstance(message, InteractionResult) else message
    [embed] = found.embeds
    return " ".join([embed.title or "", embed.description or "", *(each.value or "" for each in embed.fields)])


async def newcomer(town: Town, name: str = "Ana Ruiz", **fields: Any) -> MemberActor:
    known = {
        "started_on": date(2026, 1, 7),
        "languages": ("English", "Spanish"),
        "topics": ("family", "data"),
        **fields,
    }
    return await town.join(name, site="Oak Elementary", **known)


async def seasoned(town: Town, name: str = "Ben Carter", **fields: Any) -> MemberActor:
    known = {"started_on": date(2019, 8, 1), "languages": ("English",), "topics": ("family",), **fields}
    return await town.join(name, site="Pine Middle", **known)


async def steward(town: Town) -> MemberActor:
    return await town.join("Sam Steward", position="programme manager", site=None, steward=True)


async def form_of(town: Town, actor: MemberActor, **options: Any) -> InteractionResult:
    """Go through /mentor request up to its form."""
    card = await actor.slash(town.channel(GENERAL), "mentor request", **options)
    return await actor.click(shown(card), label="Write a line and save")


async def ask(town: Town, actor: MemberActor, line: str = "", **options: Any) -> str:
    """Go through /mentor request; returns what is read at the end."""
    form = await form_of(town, actor, **options)
    return words(await actor.submit_modal(form, {"about": line} if line else {}))


async def offer(town: Town, actor: MemberActor, capacity: str = "1", **options: Any) -> str:
    """Go through /mentor offer; returns what is read at the end."""
    card = await actor.slash(town.channel(GENERAL), "mentor offer", **options)
    form = await actor.click(shown(card), label="Write a line and save")
    return words(await actor.submit_modal(form, {"capacity": capacity}))


async def have_wishes(town: Town, mentees: list[MemberActor], mentors: list[MemberActor], places: int = 2) -> None:
    """Put everybody on the list as /mentor request and /mentor offer would, without going through them."""
    async with town.network.write() as tx:
        for actor in (*mentees, *mentors):
            side: Side = "mentee" if actor in mentees else "mentor"
            begun = (await wishes.start(tx, town.person(actor), side, town.network.community)).wish
            await MentoringStore(tx).keep_wish(save(begun, "", places, town.clock.now()))


async def propose(town: Town, mentee: MemberActor, mentor: MemberActor) -> Pair:
    """Publish one pair, as a round would."""
    found = Match(town.person(mentee).id, town.person(mentor).id, 0, (Reason("topics", ("family",)),))
    async with town.network.write() as tx:
        [pair] = await proposals.publish(tx, [found], town.network.community, town.clock.now())
    await town.settle()
    return pair


async def proposed(town: Town) -> tuple[MemberActor, MemberActor, Pair]:
    """A newcomer and a seasoned colleague with a proposal before them."""
    mentee, mentor = await newcomer(town), await seasoned(town)
    await have_wishes(town, [mentee], [mentor], places=1)
    return mentee, mentor, await propose(town, mentee, mentor)


async def answer(town: Town, actor: MemberActor, label: str = "Accept") -> str:
    """Click a button of the newest direct message that has it; returns what is read."""
    letters = [letter for letter in town.direct_messages(actor) if letter.components]
    read = words(await actor.user.click(letters[-1], label=label))
    await town.settle()
    return read


async def pair_now(town: Town, pair_id: int) -> Pair:
    async with town.network.read() as tx:
        pair = await MentoringStore(tx).pair(pair_id)
    assert pair is not None
    return pair


async def thread_of(town: Town, pair_id: int) -> ChannelHandle | None:
    pair = await pair_now(town, pair_id)
    return town.channel_by_id(pair.channel_id) if pair.channel_id is not None else None


def threads(town: Town) -> list[ChannelHandle]:
    return town.channel("mentoring").threads


def can_see(town: Town, actor: MemberActor, channel: ChannelHandle) -> bool:
    return can_access_channel(town.env, channel.id, actor)


async def define(town: Town, **mentoring: object) -> None:
    """Change what the community says about mentoring."""
    wanted = town.network.community.mentoring.model_copy(update=mentoring)
    community = town.network.community.model_copy(update={"mentoring": wanted})
    await town.house.networks.define(town.network_id, community)
    town._network = await town.house.networks.get(town.network_id)
