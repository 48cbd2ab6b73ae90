"""Whom the members accept as standing readers: recorded by a steward, in the open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import discord

from bot.cards import Card
from bot.errors import Refusal
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.ui.visit import Visit
from bot.visibility.admission.overseers import OverseerStore
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import BEYOND_REPAIR, request_card, request_look
from bot.visibility.keeping.who import Look
from bot.visibility.permissions.model import Reason
from cogs.rooms.readers.showing.render import CAUSES
from config.texts import N_, Texts

Decision = Literal["accept", "withdraw"]

ACCEPTED = N_("{actor} recorded that members accept {about} as an overseer.")
WITHDREW = N_("{actor} recorded that members no longer accept {about} as an overseer.")
CARDS = {"room", "voice"}  # kinds of space whose pinned card names the overseers


@dataclass
class NotYourself(Refusal):
    """A steward decided about their own account."""

    says: ClassVar[str] = N_("Nobody decides about themselves here. Ask another steward to record it.")


@dataclass
class ReadsNothingStanding(Refusal):
    """The account has no right that only the server's settings give."""

    account_id: int
    says: ClassVar[str] = N_(
        "<@{account_id}> neither owns this server nor administers it, so there is nothing to accept. "
        "/room overseers shows who does."
    )


@dataclass
class NothingToChange(Refusal):
    """It was recorded before."""

    says: ClassVar[str] = N_("That is how it stands already. /room overseers shows the list.")


async def show_overseers(visit: Visit) -> None:
    """Answer privately who reads everything by the server's settings, and whom members have accepted."""
    await visit.person()
    await visit.wait()
    standing = await _standing(visit)
    async with visit.network.read() as tx:
        accepted = await OverseerStore(tx).all()
    await visit.reply(overseers_card(standing, accepted, visit.t))


async def decide(visit: Visit, decision: Decision, account: discord.abc.User) -> None:
    """Record a decision about an account; raises `NotAllowed`, `NotYourself`, `ReadsNothingStanding` and so on."""
    steward = await visit.steward()
    if account.id == visit.account_id:
        raise NotYourself
    await visit.wait()
    if decision == "accept" and account.id not in await _standing(visit):
        raise ReadsNothingStanding(account.id)
    async with visit.network.write() as tx:
        store = OverseerStore(tx)
        is_new = await (
            store.accept(account.id, by=steward.id, now=visit.now)
            if decision == "accept"
            else store.withdraw(account.id)
        )
        if not is_new:
            raise NothingToChange
        person = await PeopleStore(tx).by_account(account.id)
        about = person.id if person is not None else f"<@{account.id}>"  # nobody's name: an account off the roster
        act = ACCEPTED if decision == "accept" else WITHDREW
        await StewardStore(tx).log(steward.id, act, about, visit.now)
        await request_look(tx, accounts=[account.id], now=visit.now)
        for space in await SpaceStore(tx).all():
            if space.kind in CARDS:
                await request_card(tx, space.channel_id, now=visit.now)
    await visit.reply(_recorded(decision, account.id, visit.t))


def overseers_card(standing: Mapping[int, Sequence[Reason]], accepted: frozenset[int], t: Texts) -> Card:
    """Return who reads everything by the server's settings: accepted, and not accepted."""
    fields = []
    for title, ids in (
        (t("Accepted as overseers"), sorted(accepted)),
        (t("Not accepted"), sorted(standing.keys() - accepted)),
    ):
        lines = [_line(account_id, standing.get(account_id, ()), t) for account_id in ids]
        if lines:
            fields.append((title, "\n".join(lines)))
    text = t(
        "These can read every space by this server's own settings; I can't keep them out. A steward records here "
        "whom the members accept."
    )
    return Card(title=t("Overseers"), text=text, fields=tuple(fields))


def _line(account_id: int, why: Sequence[Reason], t: Texts) -> str:
    reason = t(CAUSES[why[0].cause]) if why else t("No longer reads everything")
    return f"<@{account_id}>: {reason}"


def _recorded(decision: Decision, account_id: int, t: Texts) -> str:
    if decision == "accept":
        return t(
            "Recorded: <@{who}> is accepted. The rooms' cards name them now, and /steward log says so.", who=account_id
        )
    return t(
        "Recorded: <@{who}> is no longer accepted. The spaces they can read say so, and so does /steward log.",
        who=account_id,
    )


async def _standing(visit: Visit) -> Mapping[int, Sequence[Reason]]:
    """Return the accounts that no role or overwrite of ours could keep out of a space, with why."""
    guild = visit.interaction.guild
    if guild is None:
        return {}
    look = await Look.at(visit.network, guild)
    found: dict[int, Sequence[Reason]] = {}
    for channel_id in look.promise.spaces:
        for reader in look.readers(channel_id).readers:
            if reader.account_id != guild.me.id and all(why.cause in BEYOND_REPAIR for why in reader.reasons):
                found.setdefault(reader.account_id, reader.reasons)
    return found
