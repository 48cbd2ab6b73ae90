from __future__ import annotations

from sqlalchemy import select

from bot.database.network import Network
from bot.database.schema.outbox import notices
from bot.matching.model import Match
from bot.notices import Notices
from cogs.mentoring import privacy, proposals
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.browse import asking
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import NOW, wish
from tests.cogs.mentoring.roster import enrol, waiting_notices


async def test_a_person_reads_their_wishes_their_pairs_and_their_own_never_with(network: Network) -> None:
    await enrol(network, [1], [2])
    async with network.write() as tx:
        await proposals.publish(tx, [Match(1, 2, 0, ())], network.community, NOW)
        await ApartStore(tx).keep(1, 2)
    async with network.read() as tx:
        mine, theirs = await privacy.export(tx, 1), await privacy.export(tx, 2)
    assert [row["side"] for row in mine["mentoring_wishes"]] == ["mentee"]
    assert [row["with"] for row in mine["mentoring_pairs"]] == ["Person 2"]
    assert mine["mentoring_never_with"] == [{"never with": "Person 2"}]
    assert theirs["mentoring_never_with"] == []


async def test_erasing_one_leaves_nothing_of_them_and_everything_of_the_others(network: Network) -> None:
    await enrol(network, [1, 3], [2, 4])
    async with network.write() as tx:
        await proposals.publish(tx, [Match(1, 2, 0, ()), Match(3, 4, 0, ())], network.community, NOW)
        await ApartStore(tx).keep(3, 2)
        await ApartStore(tx).keep(3, 1)
    async with network.write() as tx:
        await privacy.erase(tx, 2, now=NOW)
    async with network.read() as tx:
        assert await privacy.export(tx, 2) == {
            "mentoring_wishes": [],
            "mentoring_pairs": [],
            "mentoring_never_with": [],
            "mentoring_never_named": [],
            "mentoring_asks": [],
            "mentoring_questions": [],
            "mentoring_noted": [],
        }
        now_is = await MentoringStore(tx).situation()
        assert set(now_is.wishes) == {(1, "mentee"), (3, "mentee"), (4, "mentor")}
        assert [(pair.mentee_id, pair.mentor_id) for pair in now_is.pairs] == [(3, 4)]
        assert now_is.never_with == {(1, 3)}
        kinds = sorted(notice.kind for notice in await waiting_notices(tx, 1))
    assert kinds == ["mentoring.closed"]


async def test_an_erased_persons_name_leaves_the_partners_inbox(network: Network) -> None:
    await enrol(network, [1], [2])
    async with network.write() as tx:
        await proposals.publish(tx, [Match(1, 2, 0, ())], network.community, NOW)
        for notice_id in await tx.rows(select(notices.c.id).where(tx.mine(notices))):
            await Notices(tx).keep(notice_id.id)
    async with network.write() as tx:
        assert any("Person 1" in str(notice.card) for notice in await Notices(tx).waiting(2))
        await privacy.erase(tx, 1, now=NOW)
        assert not any("Person 1" in str(notice.card) for notice in await Notices(tx).waiting(2))


async def test_a_file_holds_the_names_one_wrote_and_what_one_asked_and_erasing_takes_both_out(network: Network) -> None:
    await enrol(network, [1], [2])
    async with network.write() as tx:
        await MentoringStore(tx).keep_wish(wish(2, "mentor", is_listed=True))
        await asking.ask(tx, 1, 2, network.community, NOW)
        await ApartStore(tx).keep_names(1, ["Somebody Else", "Person 2"])
    async with network.read() as tx:
        mine = await privacy.export(tx, 1)
    assert mine["mentoring_never_named"] == [{"never with": "Person 2"}, {"never with": "Somebody Else"}]
    assert [(row["as"], row["with"], row["state"]) for row in mine["mentoring_asks"]] == [
        ("mentee", "Person 2", "open")
    ]
    async with network.write() as tx:
        await privacy.erase(tx, 2, now=NOW)
        left = await privacy.export(tx, 1)
    assert left["mentoring_never_named"] == [{"never with": "Somebody Else"}]
    assert left["mentoring_asks"] == []
    async with network.read() as tx:
        [told] = [notice.card.text for notice in await waiting_notices(tx, 1) if notice.kind == asking.ANSWERED]
    assert "A colleague whom you asked" in told
