"""One's own issues: where they are, and what policymakers may learn of each. A yes can be taken back."""

from __future__ import annotations

from archive.consent.counting import count_again, count_me, count_me_out, counted_by_words, counted_issues
from archive.issues.drafts import DraftStore
from archive.issues.rules import UnknownChoice
from archive.issues.store import IssueStore
from archive.issues.telling import NewsStore
from archive.issues.themes import ThemeStore
from bot.cards import Card
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.issues import news_cards
from cogs.issues.looking import page_of
from cogs.issues.mine_cards import Own, mine_card
from cogs.issues.rules import AnsweredBefore, Look, check_look

actions = Actions("issues")


async def show_mine(visit: Visit, look: Look) -> Card:
    """Return a page of what a member raised, the newest first, and what waits for them."""
    person, community = await visit.person(), visit.network.community
    check_look(look, {topic.key for topic in community.topics})
    async with visit.network.read() as tx:
        page = await page_of(tx, person, look)
        own = Own(
            await ThemeStore(tx).titles([issue.theme_id for issue in page.issues if issue.theme_id is not None]),
            await counted_issues(tx, person.id),
            await counted_by_words(tx, person.id),
            await DraftStore(tx).of(person.id),
            is_quiet=await NewsStore(tx).is_off(person.id),
        )
    return mine_card(visit.t, page, own, community)


@actions.on("count_out")
async def stop_counting(visit: Visit, target: str) -> None:
    """Take *count me* back, at once and for good."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await count_me_out(tx, await _own(tx, person.id, target), person_id=person.id)
    await visit.update(await show_mine(visit, Look(is_mine=True)))


@actions.on("count_in")
async def count(visit: Visit, target: str) -> None:
    """Say *count me* again. Raises `CountedByWords`."""
    person = await visit.person()
    key = visit.house.keys.person_key(visit.network.id, person.id)
    async with visit.network.write() as tx:
        await count_again(tx, await _own(tx, person.id, target), key=key, person_id=person.id, now=visit.now)
    await visit.update(await show_mine(visit, Look(is_mine=True)))


@actions.on("answer")
async def answer(visit: Visit, target: str) -> None:
    """Say now what policymakers may learn of an issue whose author wanted to be asked later."""
    person = await visit.person()
    written, _, choice = target.partition(".")
    if choice not in news_cards.ANSWERS:
        raise UnknownChoice(choice[:40])
    key = visit.house.keys.person_key(visit.network.id, person.id)
    async with visit.network.write() as tx:
        issue = await IssueStore(tx).own_issue(read_id(written), person.id)
        if issue is None:
            raise Gone
        if not await IssueStore(tx).answer(issue.id, person.id, choice):
            raise AnsweredBefore
        if choice == "count":
            await count_me(tx, issue.id, key=key, person_id=person.id, now=visit.now)
    await visit.reply(news_cards.answered(visit.t, issue.id, choice))


@actions.on("news_off")
async def stop_telling(visit: Visit, _target: str) -> None:
    """Tell the member nothing more of what becomes of issues."""
    await _switch(visit, is_off=True)


@actions.on("news_on")
async def tell_again(visit: Visit, _target: str) -> None:
    """Tell the member what becomes of issues from now on."""
    await _switch(visit, is_off=False)


async def _switch(visit: Visit, *, is_off: bool) -> None:
    person = await visit.person()
    async with visit.network.write() as tx:
        await NewsStore(tx).switch(person.id, is_off=is_off, now=visit.now)
    await visit.reply(news_cards.switched(visit.t, is_off=is_off))


async def _own(tx: Tx, person_id: int, target: str) -> int:
    issue = await IssueStore(tx).own_issue(read_id(target), person_id)
    if issue is None or issue.for_policymakers != "count":
        raise Gone
    return issue.id
