"""Writing what a step decides: whole or not at all, only onto what its card showed, and into the stewards' log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from bot.errors import Gone, Refusal
from bot.people.stewards import StewardStore
from cogs.setup.wizard.answering import who
from cogs.setup.wizard.building import request_cards
from cogs.setup.wizard.gathering import read_state
from cogs.setup.wizard.rules import PARTS, Moved, Step, seen
from cogs.setup.wizard.store import WalkStore
from config.community import Community, community_from_json
from config.texts import N_

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.ui.visit import Visit
    from cogs.setup.wizard.standing import Here

CHANGED: Mapping[Step, tuple[str, str]] = {  # by a steward, and by the server's owner, who may be on no roster
    "calendar": (
        N_("{actor} changed the school calendar in /setup."),
        N_("The server's owner changed the school calendar in /setup."),
    ),
    "topics": (
        N_("{actor} changed the topics or the ways of leading in /setup."),
        N_("The server's owner changed the topics or the ways of leading in /setup."),
    ),
    "mentoring": (
        N_("{actor} changed how often mentors are matched, in /setup."),
        N_("The server's owner changed how often mentors are matched, in /setup."),
    ),
    "rooms": (
        N_("{actor} changed the first room's name or the line on child safety, in /setup."),
        N_("The server's owner changed the first room's name or the line on child safety, in /setup."),
    ),
}
Change = Callable[[Community], Community]


@dataclass
class TopicInUse(Refusal):
    """A topic that something is about was left out."""

    names: str
    says: ClassVar[str] = N_(
        "Something here is about {names} already, so it can't be left out. Give it another name instead: keep the word "
        "before the colon. Nothing was changed."
    )


async def save(here: Here, step: Step, mark: str, change: Change) -> Network:
    """Change a step's part of the definition, if it is still what the card showed; returns the network with it.

    Raises `Moved`, `TopicInUse` and what `change` raises; nothing is written then.
    """
    return await _write(here, step, mark, change, keeps_before=True)


async def take_back(here: Here, step: Step, mark: str) -> Network:
    """Put a step's part of the definition back as it was before its last change. Raises `Moved`, `Gone`."""
    async with here.visit.network.read() as tx:
        before = await WalkStore(tx).before(step)
    if before is None:
        raise Gone

    def restored(community: Community) -> Community:
        return community_from_json({**community.model_dump(mode="json"), **before})

    return await _write(here, step, mark, restored, keeps_before=False)


async def _write(here: Here, step: Step, mark: str, change: Change, *, keeps_before: bool) -> Network:
    visit, before = here.visit, dict[str, Any]()

    async def checked(tx: Tx, community: Community) -> Community:
        now_is = replace(visit.network, community=community)
        if seen(step, await read_state(tx, now_is, here.guild, visit.house.settings)) != mark:
            raise Moved
        stands = community.model_dump(mode="json")
        before.update({name: stands[name] for name in PARTS[step]})
        changed = change(community)
        await _check_topics(tx, visit, community, changed)
        return changed

    async def also(tx: Tx) -> None:
        by = await who(tx, visit)
        await WalkStore(tx).answer(step, "changed", by=by, now=visit.now, before=before if keeps_before else None)
        by_steward, by_owner = CHANGED[step]
        await StewardStore(tx).log(by, by_steward if by is not None else by_owner, None, visit.now)
        if step == "rooms":
            await request_cards(tx, visit.now)

    changed = await visit.house.networks.revise(visit.network.id, checked, also=also)
    return replace(visit.network, community=changed)


async def _check_topics(tx: Tx, visit: Visit, before: Community, after: Community) -> None:
    left_out = {topic.key: topic.label for topic in before.topics if after.topic(topic.key) is None}
    used = await WalkStore(tx).topics_in_use(frozenset(left_out))
    if used:
        raise TopicInUse(", ".join(visit.t.named(left_out[key]) for key in sorted(used)))
