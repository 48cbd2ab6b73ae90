"""Where a network stands, read at one moment from the database, the server and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archive.delivery.store import RecipientStore
from bot.people.school import school_of
from bot.people.sites import SiteStore
from bot.visibility.admission.access import Roster, admitted_to
from bot.visibility.admission.spaces import AUDIENCE_NAMES, AUDIENCES, Kind, SpaceStore
from bot.visibility.server.language import texts_on
from bot.visibility.server.snapshot import guild_of, know_everybody
from cogs.setup.findings import Findings, ServerRole, look_around
from cogs.setup.plan import Plan, plan
from cogs.setup.wizard.rules import State, Walk
from cogs.setup.wizard.store import WalkStore
from config.texts import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from config.settings import Settings


SHARED: Mapping[Kind, str] = {"lobby": N_("Everybody"), "mentoring": N_("Members"), "stewards": N_("Stewards")}


async def look(network: Network, guild: discord.Guild, settings: Settings) -> tuple[State, Walk]:
    """Return where a network stands, and what was answered so far."""
    await know_everybody(guild)
    async with network.read() as tx:
        return await read_state(tx, network, guild, settings), await WalkStore(tx).walk()


async def read_state(tx: Tx, network: Network, guild: discord.Guild, settings: Settings) -> State:
    """Return where a network stands, as one transaction sees it."""
    community, installed = network.community, await SpaceStore(tx).installed()
    roster, sites = await Roster.read(tx, community), await SiteStore(tx).all()
    found, calendar = _findings(guild, await SpaceStore(tx).installed("role")), school_of(community, sites)
    active = [person for person in roster.people if person.state == "active"]
    stewards = [person for person in active if person.id in roster.stewards]
    planned, there = plan(community, texts_on(guild)), _there(guild)
    return State(
        community=community,
        missing=found.missing,
        owner_id=found.owner_id,
        administrators=found.administrators,
        administrator_bots=found.administrator_bots,
        out_of_reach=found.out_of_reach,
        self_admitting=found.self_admitting,
        language=texts_on(guild).language,
        zone=str(calendar.zone),
        sites=len(sites),
        people=len(active),
        joined=sum(person.account_id is not None for person in active),
        supervisors=sum(roster.graph.supervises_somebody(person.id) for person in roster.people),
        stewards=tuple(person.name for person in stewards),
        waiting=tuple(person.name for person in stewards if person.account_id is None),
        unmoderated=_unmoderated(stewards, roster),
        strange_districts=tuple(calendar.unknown_districts()),
        planned=_by_audience(planned),
        is_built=bool(installed),
        lacking=tuple(dict.fromkeys(each.name for each in planned.steps if installed.get(each.key, 0) not in there)),
        mail_from=settings.mail_from or "",
        reply_to=settings.reply_to or "",
        can_mail=settings.can_mail,
        has_pages=settings.public_url is not None,
        recipients=len(await RecipientStore(tx).active()),
    )


def _findings(guild: discord.Guild, ours: Mapping[str, int]) -> Findings:
    roles = [ServerRole(role.id, role.position, role.flags.in_prompt) for role in guild.roles]
    return look_around(guild_of(guild), roles, bot_id=guild.me.id, ours=ours.values())


def _unmoderated(stewards: Sequence[Person], roster: Roster) -> tuple[str, ...]:
    """Return the audiences whose spaces no steward reads: nobody there could settle what is reported."""
    read = {audience for each in stewards if each.account_id is not None for audience in admitted_to(each, roster)}
    return tuple(AUDIENCE_NAMES[audience] for audience in AUDIENCES if audience not in read)


def _there(guild: discord.Guild) -> frozenset[int]:
    return frozenset([*(role.id for role in guild.roles), *(channel.id for channel in guild.channels)])


def _by_audience(planned: Plan) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return what the plan's spaces are called, and of which kind they are, by whom they are for."""
    names: dict[str, list[tuple[str, str]]] = {}
    for space in planned.spaces:
        readers = AUDIENCE_NAMES[space.audience] if space.audience is not None else SHARED[space.kind]
        names.setdefault(readers, []).append((space.name, space.kind))
    return tuple((readers, tuple(found)) for readers, found in names.items())
