"""Consent for an import, simulated: the same functions as the buttons, in batches, and said aloud wherever it shows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

from archive.anonymize import Anonymizer, Masked, Roster
from archive.consent import ReviewPanel, accept, agree, offer, offer_of
from archive.issues.model import Issue
from archive.issues.store import IssueStore
from bot.database.network import Network
from bot.people.store import PeopleStore
from demo.stage import Stage
from demo.world import STEWARD

NOTICE = (
    "A demonstration. These are comments that residents of Bowling Green and Warren County, Kentucky, made public in "
    "2018; the people and schools behind them here are invented, and their consent is simulated. Data was gathered "
    "using the Polis software (compdemocracy.org/polis) and is sub-licensed under CC BY 4.0 with attribution to The "
    "Computational Democracy Project."
)
TOGETHER = 100  # texts in one transaction


@dataclass(frozen=True)
class Done:
    """What the simulated consent came to."""

    agreed: int
    masked: int


async def say_yes_for_all(stage: Stage, on_progress: Callable[[int, int], None]) -> Done:
    """Anonymize every issue, say its author's yes, and the steward's."""
    network, steward = await stage.network(), await stage.person(STEWARD.name)
    async with network.read() as tx:
        issues = await IssueStore(tx).everything()
        store = PeopleStore(tx)
        roster = Roster(
            tuple(person.name for person in await store.people()), tuple(site.name for site in await store.sites())
        )
        panel = await ReviewPanel.load(tx)
    anonymizer, waiting, masked_count, done = Anonymizer(roster), iter(issues), 0, 0
    while batch := list(islice(waiting, TOGETHER)):
        masked = []
        for issue in batch:
            masked.append(anonymizer.mask(issue.text))
            await asyncio.sleep(0)  # masking takes milliseconds; let the rest of the house breathe
        await _agree(stage, network, list(zip(batch, masked, strict=True)), panel, steward.id)
        masked_count += sum(bool(each.spans) for each in masked)
        done += len(batch)
        on_progress(done, len(issues))
    return Done(done, masked_count)


async def _agree(
    stage: Stage, network: Network, batch: Sequence[tuple[Issue, Masked]], panel: ReviewPanel, steward_id: int
) -> None:
    now = stage.clock.now()
    async with network.write() as tx:
        for issue, masked in batch:
            author = cast("int", issue.person_id)  # here everybody raised it as theirs
            key = stage.house.keys.person_key(network.id, author)
            offered = offer_of(masked, kind=issue.kind, topic=issue.topic or "other", issue_id=issue.id)
            given = await offer(tx, offered, person_id=author, now=now)
            await agree(tx, given.id, key=key, person_id=author, words=given.words, now=now, panel=panel)
            await accept(tx, steward_id, given.id, now=now, panel=panel)
