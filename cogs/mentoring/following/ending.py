"""A pair ends because one of the two says so: thanks, two questions, and an invitation. One transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.notices import Notices
from bot.outbox import Outbox
from bot.people.rules import is_seasoned
from cogs.mentoring.following import asking, render
from cogs.mentoring.following.rules import BETWEEN_QUESTIONS, PairOver
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.opening import take_back_notices
from cogs.mentoring.rules import is_present
from cogs.mentoring.store import MentoringStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from cogs.mentoring.following.model import Question
    from cogs.mentoring.model import Pair
    from cogs.mentoring.rules import Situation
    from config.community import Community

ENDED = "mentoring.ended"


async def end(
    tx: Tx, pair_id: int, person_id: int, community: Community, now: datetime, *, looks_on: bool
) -> tuple[Pair, Question | None]:
    """End a pair, tell the partner, and return it with the question to ask at once, if the person may be asked now.

    A mentee who does not look on is off the list: their request is a draft again. Whom a mentor leaves stays on it.
    Raises `Gone` for anybody else's pair, `PairOver`.
    """
    store = MentoringStore(tx)
    pair = await store.pair_of(pair_id, person_id)
    if pair.state != "open":
        raise PairOver
    await store.save_pair(replace(pair, state="ended", closed_at=now, is_passed_on=True))
    await take_back_notices(tx, pair)
    await asking.drop(tx, pair, now)
    if person_id == pair.mentee_id and not looks_on:
        await _close_request(store, person_id)
    now_is = await store.situation()
    await _tell(tx, pair, person_id, now_is, now)
    question = await _ask_both(tx, pair, person_id, now)
    await _invite(tx, pair, now_is, community, now)
    return pair, question


async def _close_request(store: MentoringStore, mentee_id: int) -> None:
    wish = await store.wish(mentee_id, "mentee")
    if wish is not None:
        await store.keep_wish(replace(wish, state="draft", waiting_since=None))


async def _tell(tx: Tx, pair: Pair, person_id: int, now_is: Situation, now: datetime) -> None:
    other, who = now_is.people.get(pair.partner_of(person_id)), now_is.people.get(person_id)
    if pair.channel_id is not None and who is not None:
        card = render.ended_in_thread(texts_for(who.locale))
        await Outbox(tx).post(pair.channel_id, card, now=now, key=f"{ENDED}.thread:{pair.id}")
    if other is None or who is None or not is_present(other):
        return
    side, is_waiting = pair.side_of(other.id), (other.id, "mentee") in now_is.wishes
    card = render.ended_by_partner(texts_for(other.locale), side, who.name, is_waiting=is_waiting)
    await Notices(tx).tell(other.id, ENDED, card, now=now, key=key_of(pair, other.id))


async def _ask_both(tx: Tx, pair: Pair, person_id: int, now: datetime) -> Question | None:
    """Plan the two questions for both; whoever is there is asked at once, unless they were asked something lately."""
    store, other = QuestionStore(tx), pair.partner_of(person_id)
    await store.add(pair.id, other, person_id, "ending", now)
    return await asking.ask_here(tx, await store.add(pair.id, person_id, other, "ending", now), now)


async def _invite(tx: Tx, pair: Pair, now_is: Situation, community: Community, now: datetime) -> None:
    """Plan to invite a seasoned mentee to be a mentor, after the two questions, where they have not offered."""
    mentee = now_is.people.get(pair.mentee_id)
    if mentee is None or not is_seasoned(mentee, now.date(), community.seniority):
        return
    if await MentoringStore(tx).wish(mentee.id, "mentor") is None:
        await QuestionStore(tx).add(pair.id, mentee.id, pair.mentor_id, "invitation", now + BETWEEN_QUESTIONS)


def key_of(pair: Pair, person_id: int) -> str:
    """Return the key under which somebody is told that their partner ended the pair."""
    return f"{ENDED}:{pair.id}:{person_id}"
