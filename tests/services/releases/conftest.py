"""A real workspace for each test, four people, and a small release in three languages."""

from __future__ import annotations

import itertools

import pytest

from tmflow import bootstrap
from tmflow.model.account import Account, Grant, Role
from tmflow.services.views import Upload

ZH = """上合示范区代表团访问塔什干
2026年3月12日
3月12日，上合示范区代表团访问塔什干。双方就中欧班列合作交换了意见。
代表团参观了塔什干物流中心。该中心每年处理货物120万吨。
双方签署了合作备忘录。
"""
EN = """SCODA Delegation Visits Tashkent
March 12, 2026
A delegation of the SCODA visited Tashkent on March 12. The two sides exchanged views on cooperation in China-Europe freight trains.
The delegation toured the Tashkent logistics center. The center handles 1.2 million tons of cargo every year.
The two sides signed a memorandum of cooperation.
"""
RU = """Делегация Демонстрационной зоны ШОС посетила Ташкент
12 марта 2026 г.
12 марта делегация Демонстрационной зоны ШОС посетила Ташкент. Стороны обменялись мнениями о сотрудничестве в области поездов Китай — Европа.
Делегация осмотрела Ташкентский логистический центр. Центр ежегодно обрабатывает 1,2 млн тонн грузов.
Стороны подписали меморандум о сотрудничестве.
"""
TEXTS = {"zh": ZH, "en": EN, "ru": RU}
MEMORANDUM = 6
"""The last sentence's place."""


def account(number, name, *grants):
    return Account(number, name, name.title(), frozenset(grants))


TRANSLATOR = account(1, "anna", Grant(Role.TRANSLATOR))
RUSSIAN_ONLY = account(2, "pavel", Grant(Role.TRANSLATOR, "ru"))
EDITOR = account(3, "chenhao", Grant(Role.EDITOR))
SECOND_EDITOR = account(4, "lina", Grant(Role.EDITOR))
READER = account(5, "guest", Grant(Role.READER))
GLOSSARY_OWNER = account(6, "sunhui", Grant(Role.GLOSSARY_OWNER))


class Glossary:
    def __init__(self):
        from tmflow.glossary.recognizer import Recognizer
        from tmflow.model.concept import ConceptEntry, Kind, Term

        self.e = {
            "C1": ConceptEntry(
                "C1",
                Kind.ORGANISATION,
                (
                    Term("t1", "C1", "zh", "上合示范区"),
                    Term("t2", "C1", "en", "SCODA"),
                    Term("t3", "C1", "ru", "Демонстрационная зона ШОС"),
                ),
            )
        }
        self.r = Recognizer(t for e in self.e.values() for t in e.terms)

    def current_recognizer(self):
        return self.r

    def current_entries(self):
        return self.e


@pytest.fixture
def services(tmp_path):
    from types import SimpleNamespace
    from tmflow.storage.engine import open_engine
    from tmflow.storage.migrations import migrate
    from tmflow.storage.unit_of_work import SqlUnitOfWorkFactory
    from tmflow.services.office import Office
    from tmflow.services.meaning import Vectors
    from tmflow.services.memories import MemoryService
    from tmflow.services.checking import HouseChecker
    from tmflow.services.releases import ReleaseService
    from tmflow.services.units import UnitService
    from tmflow.services.review import ReviewService
    from tmflow.services.quality import QualityService
    from tmflow.services.exports import ExportService
    from tmflow.services.reports import ReportService
    from tmflow.alignment import aligner

    engine = open_engine(f"sqlite:///{tmp_path / 'tmflow.db'}")
    migrate(engine)
    f = SqlUnitOfWorkFactory(engine)
    g = Glossary()
    m = MemoryService(f, Vectors(lambda: aligner.default().similarity))
    o = Office(f, g, m, HouseChecker(g), aligner.default)
    return SimpleNamespace(
        releases=ReleaseService(o),
        units=UnitService(o),
        review=ReviewService(o),
        quality=QualityService(o),
        exports=ExportService(o),
        reports=ReportService(o),
        memories=m,
        office=o,
    )


@pytest.fixture
def operation():
    """Gives a new operation id at each call."""
    numbers = itertools.count(1)
    return lambda: f"operation-{next(numbers)}"


def uploads(texts, group="visit"):
    return [Upload(f"{lang}.txt", text.encode(), group) for lang, text in texts.items()]


@pytest.fixture
def put(services):
    """Imports texts by language and returns the release's number."""

    def put(texts=TEXTS, *, actor=TRANSLATOR, published=False):
        plan = services.releases.inspect(actor, uploads(texts))
        assert not plan.problems
        return services.releases.store(actor, plan.groups[0], plan.files, published=published).id

    return put


@pytest.fixture
def texts():
    return TEXTS


@pytest.fixture
def draft(put):
    return put()


@pytest.fixture
def work(services, operation):
    """Shorthand for what people do with one sentence of a release: always with the version that stands now."""

    class Work:
        actor = TRANSLATOR

        def row(self, release_id, position):
            return services.units.rows(READER, release_id)[position - 1]

        def variant(self, release_id, position, lang):
            return self.row(release_id, position).unit.variants.get(lang)

        def save(self, release_id, position, lang, text, *, actor=TRANSLATOR, confirm=True, **rest):
            row = self.row(release_id, position)
            stored = row.unit.variants.get(lang)
            return services.units.save(
                actor,
                row.unit.id,
                lang,
                text,
                version=stored.version if stored else 0,
                operation_id=operation(),
                confirm=confirm,
                **rest,
            )

        def approve(self, release_id, position, lang, *, actor=EDITOR, text=None):
            row = self.row(release_id, position)
            return services.review.approve(
                actor,
                row.unit.id,
                lang,
                version=row.unit.variants[lang].version,
                operation_id=operation(),
                text=text,
            )

    return Work()


@pytest.fixture
def trail(services):
    """Returns the audit events about a subject, newest first."""

    def trail(subject):
        with services.office.open() as uow:
            return uow.trail.events(subject)

    return trail


@pytest.fixture
def people():
    from types import SimpleNamespace

    return SimpleNamespace(
        translator=TRANSLATOR,
        russian_only=RUSSIAN_ONLY,
        editor=EDITOR,
        second=SECOND_EDITOR,
        reader=READER,
        owner=GLOSSARY_OWNER,
        gone=Account(7, "gone", "Gone", EDITOR.grants, active=False),
    )
