"""What happens to pairs, one transaction each: proposed, answered, taken back, ended, and who is told.

Every function checks and writes in the transaction it is given. Writes of one network are serial, so two clicks at
once are one after the other here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from bot.cards import Card
from bot.database.ids import new_id
from bot.database.transaction import Tx
from bot.matching.model import Match
from bot.notices import Notices
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.mentoring import notice_cards, rules
from cogs.mentoring.browse import asking
from cogs.mentoring.following import asking as following
from cogs.mentoring.model import Pair, PairState, Why
from cogs.mentoring.notice_cards import Closing
from cogs.mentoring.opening import PROPOSED, Deadlines, begin, take_back_notices, told_key, vanish
from cogs.mentoring.rules import Situation
from cogs.mentoring.store import MentoringStore
from config.community import Community
from config.texts import texts_for

Answer = Literal["waiting", "open", "withdrawn"]


async def publish(tx: Tx, matches: Iterable[Match], community: Community, now: datetime) -> list[Pair]:
    """Propose every match that nothing has come between since it was computed; both are told.

    They have the community's days to answer; days on which either of the two has no school are not counted.
    """
    store = MentoringStore(tx)
    now_is = await store.situation()
    names = {site.id: site.name for site in await PeopleStore(tx).sites()}
    deadlines, wait = await Deadlines.read(tx, community), timedelta(days=community.mentoring.days_to_answer)
    made: list[Pair] = []
    for found in matches:
        so_far = replace(now_is, pairs=[*now_is.pairs, *made])
        if rules.obstacle_to_publishing(found, so_far) is None:
            both = (now_is.people[found.mentee_id], now_is.people[found.mentor_id])
            pair = rules.propose(new_id(), found, answer_by=deadlines.after(now, wait, both), now=now)
            await store.add_pair(pair)
            made.append(pair)
    for pair in made:
        for person_id in (pair.mentee_id, pair.mentor_id):
            card = notice_cards.proposal(pair, person_id, now_is, names, community)
            await Notices(tx).tell(person_id, PROPOSED, card, now=now, key=told_key(PROPOSED, pair, person_id))
    return made


async def accept(tx: Tx, pair_id: int, person_id: int, now: datetime) -> Answer:
    """Note one yes; the second opens the pair and owes it a thread, once.

    What came between since the proposal (a supervisor, a full mentor, somebody gone) withdraws it instead.
    Raises `Gone` for anybody else's proposal, `ProposalClosed`, `AlreadyAccepted`.
    """
    store = MentoringStore(tx)
    pair = await store.pair_of(pair_id, person_id)
    answered = rules.accept(pair, pair.side_of(person_id), now)
    now_is = await store.situation()
    if rules.obstacle_to_opening(pair, now_is) is not None:
        await _close(tx, pair, "withdrawn", tell=(pair.mentee_id, pair.mentor_id), now_is=now_is, now=now)
        return "withdrawn"
    await store.save_pair(answered)
    if answered.state != "open":
        return "waiting"
    first = now_is.people[pair.partner_of(person_id)]
    await begin(tx, answered, now_is.people[person_id], first, now)
    await asking.tidy(tx, now)  # what either asked or was asked, and this pair rules out
    return "open"


async def decline(tx: Tx, pair_id: int, person_id: int, now: datetime) -> None:
    """Note a *not now* and tell the other kindly; raises `Gone` or `ProposalClosed`."""
    store = MentoringStore(tx)
    pair = await store.pair_of(pair_id, person_id)
    await store.save_pair(rules.decline(pair, pair.side_of(person_id), now))
    await take_back_notices(tx, pair)
    other = await PeopleStore(tx).person(pair.partner_of(person_id))
    if other is not None:
        await _tell(tx, other, notice_cards.not_this_time(texts_for(other.locale), pair, other.id), now)


async def give_reason(tx: Tx, pair_id: int, person_id: int, why: Why) -> Pair:
    """Keep why a person said *not now*, for themselves; raises `Gone` or, where they did not, `ProposalClosed`."""
    pair = await MentoringStore(tx).pair_of(pair_id, person_id)
    if pair.state != "declined" or pair.declined_by != pair.side_of(person_id):
        raise rules.ProposalClosed
    kept = replace(pair, declined_why=why)
    await MentoringStore(tx).save_pair(kept)
    return kept


async def leave(tx: Tx, person_id: int, now: datetime) -> bool:
    """Take a person off both lists, end all they have, out of its threads too; return whether there was anything."""
    dropped = await MentoringStore(tx).drop_wishes(person_id)
    withdrawn = await withdraw(tx, person_id, now)
    now_is = await MentoringStore(tx).situation()
    ended = await MentoringStore(tx).pairs_of(person_id, ("open",))
    for pair in ended:
        await _close(tx, pair, "left", tell=(pair.partner_of(person_id),), now_is=now_is, now=now)
        await vanish(tx, pair, now_is.people.get(person_id), now)
    return bool(dropped or withdrawn or ended)


async def withdraw(tx: Tx, person_id: int, now: datetime) -> bool:
    """Take back whatever waits for an answer, the person's or somebody's to them; return whether there was anything."""
    now_is = await MentoringStore(tx).situation()
    proposed = await MentoringStore(tx).pairs_of(person_id, ("proposed",))
    for pair in proposed:
        await _close(tx, pair, "withdrawn", tell=(pair.partner_of(person_id),), now_is=now_is, now=now)
    return bool(await asking.leave(tx, person_id, now) or proposed)


async def tidy(tx: Tx, now: datetime) -> None:
    """Close what can no longer go on: unanswered proposals, and pairs that something has come between."""
    now_is = await MentoringStore(tx).situation()
    for pair in now_is.pairs:
        both = (pair.mentee_id, pair.mentor_id)
        if rules.is_overdue(pair, now):
            await _close(tx, pair, "expired", tell=both, now_is=now_is, now=now)
        elif pair.state == "proposed" and rules.obstacle_to_opening(pair, now_is) is not None:
            await _close(tx, pair, "withdrawn", tell=both, now_is=now_is, now=now)
        elif pair.state == "open" and (why := rules.why_to_end(pair, now_is)) is not None:
            await _close(tx, pair, why, tell=both, now_is=now_is, now=now)
            for gone in (now_is.people.get(each) for each in both):
                if why == "left" and not rules.is_present(gone):
                    await vanish(tx, pair, gone, now)
    await asking.tidy(tx, now)


async def _close(tx: Tx, pair: Pair, why: Closing, *, tell: Iterable[int], now_is: Situation, now: datetime) -> None:
    state: PairState = why if why in ("expired", "withdrawn") else "ended"
    await MentoringStore(tx).save_pair(replace(pair, state=state, closed_at=now))
    await take_back_notices(tx, pair)
    if pair.state == "open":
        await following.drop(tx, pair, now)
    for person_id in tell:
        person = now_is.people.get(person_id)
        if person is not None and rules.is_present(person):
            await _tell(tx, person, notice_cards.closed(texts_for(person.locale), why, pair, person_id), now)


async def _tell(tx: Tx, person: Person, card: Card, now: datetime) -> None:
    await Notices(tx).tell(person.id, "mentoring.closed", card, now=now)
