"""An export gives every row of every table that knows a person; what it leaves out has its reason here."""

from __future__ import annotations

from collections import Counter

from bot.database.network import Network
from bot.run import features
from tests.meta.test_erasure import TABLES, World

# these rows hold no words that a key opens, and no state there is; tests/test_sealed.py exports those that do
WITHOUT_WORDS = {
    "forum_leanings", "issue_drafts", "issues", "mentoring_never_named", "mentoring_pairs", "mentoring_wishes",
    "webinar_materials",
}  # fmt: skip
# an edition is read whole: cogs/digest gives those that the person said yes to, and nobody approves without one
WHOLE = {"editions", "edition_yeses"}
OF_OTHERS = {
    "mentoring_never_with": 1,  # who asked never to be paired with somebody is not told to them
    "mentoring_questions": 1,  # what somebody answered about their pair is theirs
}


async def test_every_row_that_knows_a_person_is_in_their_export_or_has_a_reason_not_to_be(network: Network) -> None:
    world = World(network)
    await world.fill()
    person_id, given = world.people[0], Counter[str]()
    async with network.read() as tx:
        for name, feature in features.privacy().items():
            if name != "digest":
                given.update({table: len(rows) for table, rows in (await feature.export(tx, person_id)).items()})
    rows, left_out = await world.rows(), dict[str, int]()
    for table in TABLES:
        columns = ["id"] if table.name == "people" else [each.name for each in table.columns if each.info.get("person")]
        known = sum(person_id in [row[name] for name in columns] for row in rows[table.name].values())
        if known > given[table.name]:
            left_out[table.name] = known - given[table.name]
    assert left_out.keys() - WITHOUT_WORDS - WHOLE == OF_OTHERS.keys()
    assert {name: left_out[name] for name in OF_OTHERS} == OF_OTHERS
    assert left_out.keys() >= WITHOUT_WORDS | WHOLE, "an exception that is none any more"
