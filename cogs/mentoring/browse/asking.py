"""What happens to asks, one transaction each: asked, answered, taken back, over by themselves, and who is told.

Every function checks and writes in the transaction it is given. Writes of one network are serial, so two yeses at
once are one after the other here, and the second sees that the place is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.cards import Card
from bot.database.ids import new_id
from bot.database.transaction import Tx
from bot.notices import Notices
from cogs.mentoring.browse import notice_cards, rules
from cogs.mentoring.browse.model import Ask, AskState
from cogs.mentoring.browse.store import AskStore
from cogs.mentoring.model import Pair, Why
from cogs.mentoring.opening import Deadlines, begin
from cogs.mentoring.rules import Situation, is_present
from cogs.mentoring.store import MentoringStore
from config.community import Community
from config.texts import Texts, texts_for

ASKED, ANSWERED = "mentoring.asked", "mentoring.ask_over"

Answer = Literal["open", "full", "over"]


async def ask(tx: Tx, mentee_id: int, mentor_id: int, community: Community, now: datetime) -> Ask:
    """Ask a mentor, who is told and has a week; raises what `rules.check_may_ask` does."""
    store, now_is = AskStore(tx), await MentoringStore(tx).situation()
    rules.check_may_ask(mentee_id, mentor_id, now_is, await store.by_mentee(mentee_id), now)
    both = (now_is.people[mentee_id], now_is.people[mentor_id])
    due = (await Deadlines.read(tx, community)).after(now, rules.DAYS_TO_ANSWER, both)
    made = Ask(new_id(), mentee_id, mentor_id, "open", now, due)
    await store.add(made)
    card = notice_cards.asked(made, now_is, community)
    await Notices(tx).tell(mentor_id, ASKED, card, now=now, key=f"{ASKED}:{made.id}")
    return made


async def accept(tx: Tx, ask_id: int, mentor_id: int, now: datetime) -> Answer:
    """Let a mentor's yes open the pair, where no hard rule has come between meanwhile; else the ask is over.

    Raises `Gone` for what somebody else was asked, and `AskClosed`.
    """
    store = AskStore(tx)
    found = await store.ask_to(ask_id, mentor_id)
    rules.check_answerable(found, now)
    now_is = await MentoringStore(tx).situation()
    state = rules.why_to_close(found, now_is, now)
    if state is not None:
        await _close(tx, found, state, now_is, now, tell_mentor=False)
        return "full" if state == "full" else "over"
    began = Pair(new_id(), found.mentee_id, mentor_id, "open", (), found.asked_at, found.answer_by)
    pair = replace(began, mentee_accepted_at=found.asked_at, mentor_accepted_at=now, opened_at=now)
    await MentoringStore(tx).add_pair(pair)
    await store.save(rules.closed(found, "accepted", now))
    await begin(tx, pair, now_is.people[mentor_id], now_is.people[found.mentee_id], now)
    await tidy(tx, now)
    return "open"


async def decline(tx: Tx, ask_id: int, mentor_id: int, now: datetime) -> None:
    """Note a *not now* and free the mentee; raises `Gone` or `AskClosed`."""
    found = await AskStore(tx).ask_to(ask_id, mentor_id)
    rules.check_answerable(found, now)
    await _close(tx, found, "declined", await MentoringStore(tx).situation(), now, tell_mentor=False)


async def give_reason(tx: Tx, ask_id: int, mentor_id: int, why: Why) -> Ask:
    """Keep why a mentor declined, for themselves; raises `Gone` where they did not."""
    found = await AskStore(tx).ask_to(ask_id, mentor_id)
    if found.state != "declined":
        raise rules.AskClosed
    await AskStore(tx).save(replace(found, why=why))
    return found


async def take_back(tx: Tx, ask_id: int, mentee_id: int, now: datetime) -> None:
    """Let a mentee take back what they asked; raises `Gone` or `AskClosed`."""
    found = await AskStore(tx).ask_by(ask_id, mentee_id)
    rules.check_answerable(found, now)
    await _close(tx, found, "withdrawn", await MentoringStore(tx).situation(), now, tell_mentee=False)


async def leave(tx: Tx, person_id: int, now: datetime) -> bool:
    """Close whatever a person asked or is asked and tell the others kindly; return whether there was anything."""
    now_is = await MentoringStore(tx).situation()
    found = [each for each in await AskStore(tx).open() if person_id in (each.mentee_id, each.mentor_id)]
    for each in found:
        is_mentee = each.mentee_id == person_id
        state: AskState = "withdrawn" if is_mentee else "gone"
        await _close(tx, each, state, now_is, now, tell_mentee=not is_mentee, tell_mentor=is_mentee)
    return bool(found)


async def tidy(tx: Tx, now: datetime) -> None:
    """Close what can no longer be accepted, and what nobody answered."""
    waiting = await AskStore(tx).open()
    if not waiting:
        return
    now_is = await MentoringStore(tx).situation()
    for each in waiting:
        state = rules.why_to_close(each, now_is, now)
        if state is not None:
            await _close(tx, each, state, now_is, now, tell_mentee=state != "withdrawn", tell_mentor=state != "full")


async def unname(tx: Tx, person_id: int) -> None:
    """Take back what is still to be read and may name a person: what they asked, and how they answered."""
    store = AskStore(tx)
    for each in (*await store.by_mentee(person_id), *await store.to_mentor(person_id)):
        await Notices(tx).retract(f"{ASKED}:{each.id}", f"{ANSWERED}:{each.id}")


async def _close(
    tx: Tx,
    ask: Ask,
    state: AskState,
    now_is: Situation,
    now: datetime,
    *,
    tell_mentee: bool = True,
    tell_mentor: bool = True,
) -> None:
    await AskStore(tx).save(rules.closed(ask, state, now))
    await Notices(tx).retract(f"{ASKED}:{ask.id}")
    mentor = now_is.people.get(ask.mentor_id)
    if tell_mentee:
        name = mentor.name if mentor is not None else ""
        await _tell(
            tx, ask.mentee_id, now_is, now, lambda t: notice_cards.over(t, state, name), key=f"{ANSWERED}:{ask.id}"
        )
    if tell_mentor:
        await _tell(tx, ask.mentor_id, now_is, now, lambda t: notice_cards.no_longer_asked(t, state))


async def _tell(
    tx: Tx, person_id: int, now_is: Situation, now: datetime, card: Callable[[Texts], Card], key: str | None = None
) -> None:
    person = now_is.people.get(person_id)
    if person is not None and is_present(person):
        await Notices(tx).tell(person.id, ANSWERED, card(texts_for(person.locale)), now=now, key=key)
