"""Chapter: somebody takes sent words back; the next digest says so, tells what came, and is read by place."""

from __future__ import annotations

import re

from archive.consent.store import ConsentStore
from archive.digest.desk import standing
from bot.people.store import PeopleStore
from demo.account import StoppedShort
from demo.stage import Stage
from demo.story import digest, sharing
from demo.telling import Chapter
from demo.world import MENTOR, POLICYMAKER, SUPERINTENDENT, TEACHER, Cast

TAKEN, ANSWERED, DISTRICT = "Taken back", "You said, they did", "Lakeshore Public Schools"
THEIRS = "counselor"
AGAIN = "heard again since March 2026"
TREND = "Mar 5+ · Apr 5+"  # of the late bus: the ranges that the two digests published


async def take_back(stage: Stage) -> str:
    """One of those whose words were printed takes them back; they are gone at once."""
    who, words = await _printed(stage)
    account, lobby = stage.account(who), stage.channel("lobby")
    if words not in await _found(stage, who, words):
        raise StoppedShort(who, "/archive find", "the words are not in the archive")
    mine = await account.uses(lobby, "share mine")
    await account.presses_at(mine, "sharing:back:")
    await stage.settle()
    if words in await _found(stage, who, words) or words in await _standing(stage):
        raise StoppedShort(who, "/share mine", "the words are still there")
    return (
        f"{who} takes back words that policymakers have read, with one click in /share mine. They are gone from the "
        "members' archive and from every recipient's page at once."
    )


async def send_again(stage: Stage) -> str:
    """Two days pass, the next digest leaves, and each recipient reads their part of it."""
    await stage.forward(await digest.preview_time(stage))
    mails = digest.arrived(stage)
    council, district = _letter(stage, POLICYMAKER), _letter(stage, SUPERINTENDENT)
    for part in (TAKEN, ANSWERED, digest.ANSWER, DISTRICT, AGAIN):
        if part not in council:
            raise StoppedShort(POLICYMAKER.name, "the next digest", f"“{part}” is missing in it")
    if DISTRICT not in district or THEIRS not in district:
        raise StoppedShort(SUPERINTENDENT.name, "the next digest", "what her own district raised is missing in it")
    return (
        f"{mails} mails leave. Each names the recall without a word of it and asks to delete it, tells what the "
        "council did, and that the late bus is raised again. "
        f"{SUPERINTENDENT.name} also reads what her own district raised."
    )


async def read_the_trend(stage: Stage) -> str:
    """A colleague reads what comes back, edition after edition: the late bus, in the ranges that were published."""
    shown = await stage.account(MENTOR).uses(stage.channel("lobby"), "digest trends")
    if TREND not in shown.text:
        raise StoppedShort(MENTOR.name, "/digest trends", "the late bus is not there with what both digests told")
    return f"/digest trends shows {MENTOR.name} what comes back: the late bus was in both digests."


async def _printed(stage: Stage) -> tuple[str, str]:
    """Return a member other than the teacher whose words stand in the sent digest, and the words."""
    network, everything = await stage.network(), await _standing(stage)
    async with network.read() as tx:
        for words, contribution_id in everything.items():
            author_id = (await ConsentStore(tx).contribution(contribution_id)).person_id
            author = await PeopleStore(tx).person(author_id) if author_id is not None else None
            if author is not None and author.name != TEACHER.name:
                return author.name, words
    raise StoppedShort(TEACHER.name, "the digest", "nobody else's words are in it")


async def _standing(stage: Stage) -> dict[str, int]:
    """Return the statements of the newest edition as they stand now, each with its contribution."""
    network, kept = await stage.network(), await digest.kept_edition(stage)
    async with network.read() as tx:
        edition, _ = await standing(stage.house, network, tx, kept)
    return {said.words: said.contribution_id for theme in edition.themes for said in theme.statements}


async def _found(stage: Stage, who: str, words: str) -> str:
    looked_for = " ".join(re.findall(r"[A-Za-z]{4,}", words)[:4])
    return (await stage.account(who).uses(stage.channel("lobby"), "archive find", words=looked_for)).text


def _letter(stage: Stage, cast: Cast) -> str:
    letter = stage.policy_letter(cast)
    return re.sub(r"\s+(?:> )?", " ", letter.text) if letter else ""


CHAPTER = Chapter(
    "A month later",
    (
        take_back,
        sharing.share_later,
        sharing.share_again,
        digest.wait_for_the_month,
        digest.approve,
        send_again,
        read_the_trend,
    ),
)
