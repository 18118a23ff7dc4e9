"""Units that wait to be checked again: noted, looked up by release, and taken away only by whoever saw the last wish."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from tmflow.services.ports.rechecks import Asked
from tmflow.services.ports.units import Stamp
from tmflow.storage.engine import open_engine
from tmflow.storage.migrations import migrate
from tmflow.storage.schema import release, unit, variant
from tmflow.storage.unit_of_work import SqlUnitOfWorkFactory

DATES = {"R-2026-0001": "2026-03-01", "R-2026-0002": "2025-12-31", "R-2026-0003": "2026-03-01"}


@pytest.fixture
def factory(tmp_path):
    """Opens a database with three releases of two units."""
    engine = open_engine(f"sqlite:///{tmp_path / 'tmflow.db'}")
    migrate(engine)
    about = {"state": "final", "source_lang": "zh", "languages": [], "created_at": "", "created_by": ""}
    with engine.begin() as connection:
        for number, date in DATES.items():
            connection.execute(insert(release).values(id=number, date=date, updated_at="", **about))
            for position in (1, 2):
                row = {"kind": "paragraph", "block": 0, "confidence": 1, "derived_from": []}
                connection.execute(
                    insert(unit).values(id=f"{number}/{position}", release_id=number, position=position, **row)
                )
    yield SqlUnitOfWorkFactory(engine)
    engine.dispose()


def asked(number, position, revision=1, *, people=False):
    return Asked(f"R-2026-000{number}/{position}", f"R-2026-000{number}", revision, people)


@pytest.fixture
def noted(factory):
    with factory(write=True) as uow:
        uow.rechecks.ask([asked(2, 1), asked(1, 1), asked(1, 2, people=True), asked(3, 1)])
        uow.commit()


@pytest.mark.usefixtures("noted")
def test_what_waits_is_counted_and_the_newest_release_comes_first(factory):
    with factory() as uow:
        assert uow.rechecks.counts() == {"R-2026-0001": 2, "R-2026-0002": 1, "R-2026-0003": 1}
        assert uow.rechecks.counts(["R-2026-0001", "R-2026-0009"]) == {"R-2026-0001": 2}
        assert uow.rechecks.first(2) == ("R-2026-0003", "R-2026-0001")
        assert set(uow.rechecks.of(["R-2026-0001"])) == {asked(1, 1), asked(1, 2, people=True)}


@pytest.mark.usefixtures("noted")
def test_a_second_wish_keeps_what_the_first_one_asked_for(factory):
    with factory(write=True) as uow:
        uow.rechecks.ask([asked(1, 1, 2), asked(1, 2, 2), asked(2, 2, 2)])
        uow.commit()
    with factory() as uow:
        assert set(uow.rechecks.of(["R-2026-0001"])) == {asked(1, 1, 2), asked(1, 2, 2, people=True)}
        assert uow.rechecks.counts()["R-2026-0002"] == 2


@pytest.mark.usefixtures("noted")
def test_what_a_newer_change_asked_for_stays(factory):
    with factory() as uow:
        seen = uow.rechecks.of(["R-2026-0001"])
    with factory(write=True) as uow:
        uow.rechecks.ask([asked(1, 2, 2)])
        uow.commit()
    with factory(write=True) as uow:
        assert uow.rechecks.done(seen) == {"R-2026-0001/1"}
        assert uow.rechecks.done(seen) == frozenset()
        assert uow.rechecks.of(["R-2026-0001"]) == (asked(1, 2, 2, people=True),)


def test_more_units_than_one_statement_takes(factory):
    with factory(write=True) as uow:
        uow.rechecks.ask([])
        wishes = [asked(number, position) for number in (1, 2, 3) for position in (1, 2)]
        uow.rechecks.ask(wishes)
        many = [*wishes, *(Asked(f"gone-{number}", "R-2026-0001", 1, people=False) for number in range(2_000))]
        assert len(uow.rechecks.done(many)) == 6
        assert uow.rechecks.counts() == {}


def test_stamps_tell_every_change_of_a_unit(factory):
    with factory(write=True) as uow:
        assert uow.units.stamps(["R-2026-0002"]) == {
            "R-2026-0002": {Stamp(f"R-2026-0002/{place}", place, None, None) for place in (1, 2)}
        }
        text = {"text": "A", "codes": [], "state": "final", "author": "", "at": "", "origin": "", "version": 3}
        uow._connection.execute(insert(variant).values(unit_id="R-2026-0002/1", lang="en", **text))
        uow.units.retire(["R-2026-0002/2"])
        assert uow.units.stamps(["R-2026-0002", "R-2026-0009"]) == {"R-2026-0002": {Stamp("R-2026-0002/1", 1, "en", 3)}}
        assert [each.id for each in uow.units.of_releases(["R-2026-0002"])["R-2026-0002"]] == ["R-2026-0002/1"]
