"""Chapter: the monthly digest is built, approved, read by members first, and sent; a policymaker answers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import aiohttp

from archive.delivery.recipient_file import read_recipients
from archive.delivery.store import RecipientStore
from archive.digest.months import month_before, month_name
from archive.digest.store import EditionStore, KeptEdition
from demo.account import StoppedShort
from demo.reading import read_aloud
from demo.stage import Stage
from demo.telling import Chapter
from demo.world import POLICYMAKER, RECIPIENTS, STEWARD, TEACHER, rows

SHOWN_IN = "you-said-they-did"
ANSWER = (
    "We will pay for one shared late bus on Tuesdays and Thursdays, and ask you in the autumn whether it reached the "
    "students you meant."
)
FORM = re.compile(
    r'action="(?P<path>/digest/answer/[a-z0-9-]+)[^"]*"[^>]*>\s*'
    r'<input type="hidden" name="form" value="(?P<form>[^"]+)"'
)


async def import_recipients(stage: Stage) -> str:
    """Import who receives the digest, as `staffroom recipients import` does."""
    network = await stage.network()
    found = read_recipients(RECIPIENTS.read_bytes(), network.community)
    async with network.write() as tx:
        await RecipientStore(tx).add_all(found, now=stage.clock.now())
    return f"The host adds {len(found)} policymakers who receive the digest."


async def wait_for_the_month(stage: Stage) -> str:
    """Let the month pass: the edition is built on the first school day of the next."""
    await stage.forward(until_next_month(stage.clock.now()))
    edition = (await kept_edition(stage)).edition
    themes = "; ".join(f"“{theme.title}”, {theme.band} people" for theme in edition.themes)
    return (
        f"The month ends, and the digest for {month_name(edition.month, 'en')} is built by itself. What "
        f"{edition.people} people from {edition.sites} sites say is in: {themes or 'nothing yet'}. "
        "The rest waits for more voices."
    )


async def approve(stage: Stage) -> str:
    """The steward reads it and approves; members see it first."""
    steward = stage.account(STEWARD)
    shown = await steward.uses(stage.channel("lobby"), "digest preview")
    asked = await steward.presses(shown, "Approve it")
    await steward.presses(asked, "Yes, approve it")
    await stage.settle()
    if not _read_by_a_member(stage):
        raise StoppedShort(STEWARD.name, "/digest approve", "members cannot read the digest")
    hours = (await stage.network()).community.publication.preview_hours
    return (
        f"{STEWARD.name} reads all three forms and approves. Members see it first, in #{SHOWN_IN}, "
        f"and have {hours} hours to take words back."
    )


async def send(stage: Stage) -> str:
    """Two days pass, and it leaves by mail."""
    await stage.forward(await preview_time(stage))
    return (
        f"Nobody took anything back. {arrived(stage)} mails leave over SMTP, each with the page, "
        "the plain words and the PDF."
    )


async def send_now(stage: Stage) -> str:
    """Two days pass, and the steward sends it by command."""
    await stage.simulation.wait(await preview_time(stage))
    await stage.account(STEWARD).uses(stage.channel("lobby"), "digest send")
    await stage.settle()
    return f"{STEWARD.name} sends it with /digest send: {arrived(stage)} mails leave over SMTP, each with the PDF."


async def answer(stage: Stage) -> str:
    """The policymaker opens the signed page and answers the first theme."""
    link = stage.policy_page()
    if link is None:
        raise StoppedShort(POLICYMAKER.name, "the digest", "there is no link in the mail")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(link) as opened:
            form = FORM.search(await opened.text())
        if form is None:
            raise StoppedShort(POLICYMAKER.name, "the signed page", "there is no form to respond on")
        by_when = (stage.clock.now() + timedelta(days=90)).date().isoformat()
        said = {"form": form["form"], "kind": "will_act", "details": ANSWER, "by_when": by_when}
        async with browser.post(opened.url.with_path(form["path"]), data=said) as thanks:
            if thanks.status != 200:
                raise StoppedShort(POLICYMAKER.name, "the signed page", f"it answered {thanks.status}")
    await stage.settle()
    return f"{POLICYMAKER.name} opens the signed page from the mail and responds: “{ANSWER}”"


async def read_the_answer(stage: Stage) -> str:
    """Members read it, and those who raised it are told."""
    if ANSWER not in _read_by_a_member(stage):
        raise StoppedShort(POLICYMAKER.name, "the answer", "members cannot read it")
    told = [read_aloud(message.content, message.embeds) for message in stage.account(TEACHER).letters()]
    if not any(ANSWER in text for text in told):
        raise StoppedShort(TEACHER.name, "the answer", "its author was not told")
    mine = await stage.account(TEACHER).uses(stage.channel("lobby"), "share mine")
    if ANSWER[:60] not in mine.text:
        raise StoppedShort(TEACHER.name, "/share mine", "the answer is not beside her words")
    return (
        f"The response stands in #{SHOWN_IN}. {TEACHER.name}, whose words were in it, is told privately and finds it "
        "in /share mine, beside what she shared."
    )


def until_next_month(now: datetime) -> timedelta:
    """Return how long it is until the same hour on the first day of the next month."""
    return (now.replace(day=1) + timedelta(days=32)).replace(day=1) - now


async def kept_edition(stage: Stage) -> KeptEdition:
    """Return last month's edition; raises `NoEdition`."""
    network = await stage.network()
    async with network.read() as tx:
        return await EditionStore(tx).of_month(month_before(stage.clock.now().date()))


async def preview_time(stage: Stage) -> timedelta:
    """Return how long members have before an approved edition leaves, and a minute."""
    return timedelta(hours=(await stage.network()).community.publication.preview_hours, minutes=1)


def arrived(stage: Stage) -> int:
    """Return how many recipients' mails were caught; raises `StoppedShort` unless all are there and whole."""
    addresses = [row["mail"] for row in rows(RECIPIENTS)]
    month = month_name(month_before(stage.clock.now().date()), "en")
    letters = [letter for address in addresses for letter in stage.mailbox.to(address) if month in letter.subject]
    if len(letters) != len(addresses) or not all(letter.html and letter.parts for letter in letters):
        raise StoppedShort(STEWARD.name, "the digest", "it did not arrive as it should")
    return len(letters)


def _read_by_a_member(stage: Stage) -> str:
    """Return everything that stands in the digest channel, as a member reads it."""
    channel = stage.channel(SHOWN_IN)
    readers = [account.id for account in stage.accounts.values() if stage.simulation.may_read(account.id, channel)]
    found = [message for reader in readers[:1] for message in stage.simulation.history(reader, channel)]
    return "\n".join(read_aloud(message.content, message.embeds) for message in found)


CHAPTER = Chapter("The monthly digest", (import_recipients, wait_for_the_month, approve, send))
ANSWERED = Chapter("The response", (answer, read_the_answer))
