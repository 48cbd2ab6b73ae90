"""Every table that knows a person is exported and erased, and only for that person."""

from __future__ import annotations

from sqlalchemy import Table

from bot.database.schema import metadata
from bot.run import features
from tests.meta.source import ROOT, modules

SCOPED = [table for table in metadata.sorted_tables if table.name not in {"networks", "leases"}]


def knows_people(table: Table) -> bool:
    return any(column.info.get("person") for column in table.columns) or table.name == "people"


def test_every_table_but_the_list_of_networks_belongs_to_one() -> None:
    for table in SCOPED:
        assert "network_id" in table.c, table.name
        assert next(column.name for column in table.primary_key.columns) == "network_id", table.name


def test_the_network_leads_every_unique_key() -> None:
    for table in SCOPED:
        for constraint in table.constraints:
            if type(constraint).__name__ == "UniqueConstraint":
                assert next(iter(constraint.columns)).name == "network_id", f"{table.name}: {constraint.name}"  # type: ignore[attr-defined]
        for index in table.indexes:
            assert not index.unique or next(iter(index.columns)).name == "network_id", f"{table.name}: {index.name}"


def test_columns_that_point_at_people_are_marked() -> None:
    for table in SCOPED:
        for key in table.foreign_key_constraints:
            if key.referred_table.name == "people":
                for name in key.column_keys:
                    if name != "network_id":
                        assert table.c[name].info.get("person"), f"{table.name}.{name}"


def test_every_feature_answers_for_what_it_holds() -> None:
    for feature in features.feature_names():
        folder = ROOT / feature.replace(".", "/")
        assert any(folder.rglob("privacy.py")), feature
    for module in features.privacy().values():
        assert module.export.__doc__, module
        assert module.erase.__doc__, module


def test_every_table_that_knows_a_person_is_named_in_an_export_and_an_erasure() -> None:
    texts = "\n".join(
        path.read_text(encoding="utf-8")
        for path in modules("bot", "cogs", "archive")
        if path.name.endswith("privacy.py")
    )
    for table in SCOPED:
        if knows_people(table):
            assert table.name in texts, f"{table.name} is in no privacy.py"
