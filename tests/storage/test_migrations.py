"""A workspace made by an older tmflow opens with everything in it."""

import pytest
from sqlalchemy import inspect, select, text

from tmflow.storage.engine import open_engine
from tmflow.storage.migrations import MIGRATIONS, migrate
from tmflow.storage.schema import concept, metadata, term

NEW = {
    "concept": ("owner", "revision", "changed"),
    "term": ("case", "form", "valid_from", "returned"),
    "issue": ("type",),
}


@pytest.fixture
def older(tmp_path):
    """A database as the first schema left it, with one entry."""
    engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    migrate(engine, MIGRATIONS[:1])
    with engine.begin() as connection:
        for table, columns in NEW.items():
            for column in columns:
                connection.exec_driver_sql(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
        connection.execute(text("INSERT INTO concept VALUES ('C1', 'organisation', '', '[]', 1)"))
    yield engine
    engine.dispose()


def test_columns_that_are_new_are_added_and_rows_keep_their_values(older):
    migrate(older)
    with older.connect() as connection:
        row = connection.execute(select(concept)).one()
        assert (row.id, row.kind, row.owner, row.revision) == ("C1", "organisation", "", 1)
        assert connection.execute(select(term)).all() == []
    found = inspect(older)
    for table in metadata.sorted_tables:
        assert {column.name for column in table.columns} <= {column["name"] for column in found.get_columns(table.name)}


def test_a_second_start_changes_nothing(older):
    migrate(older)
    before = inspect(older).get_columns("term")
    migrate(older)
    assert [str(column) for column in inspect(older).get_columns("term")] == [str(column) for column in before]
