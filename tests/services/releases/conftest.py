"""A real workspace for each test, four people, and a small release in three languages."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from tmflow import bootstrap
from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft
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


def account(number, name, *grants):
    return Account(number, name, name.title(), frozenset(grants))


TRANSLATOR = account(1, "anna", Grant(Role.TRANSLATOR))
RUSSIAN_ONLY = account(2, "pavel", Grant(Role.TRANSLATOR, "ru"))
EDITOR = account(3, "chenhao", Grant(Role.EDITOR))
SECOND_EDITOR = account(4, "lina", Grant(Role.EDITOR))
READER = account(5, "guest", Grant(Role.READER))
GLOSSARY_OWNER = account(6, "sunhui", Grant(Role.GLOSSARY_OWNER))


def imported(services, texts, *, actor=TRANSLATOR, published=False):
    """Imports texts by language and returns the release's number."""
    plan = services.releases.inspect(actor, uploads(texts))
    assert not plan.problems
    return services.releases.store(actor, plan.groups[0], plan.files, published=published).id


@pytest.fixture(scope="session")
def workspaces(tmp_path_factory):
    """Two workspaces to copy from: one with a glossary entry, one with the small release as a draft, too."""
    empty = tmp_path_factory.mktemp("empty") / "workspace"
    services = bootstrap.build(empty)
    terms = [
        TermDraft(None, "zh", "上合示范区", Status.PREFERRED),
        TermDraft(None, "en", "SCODA", Status.PREFERRED),
        TermDraft(None, "en", "SCO Demo Area", Status.DEPRECATED),
        TermDraft(None, "ru", "Демонстрационная зона ШОС", Status.PREFERRED),
    ]
    services.glossaries.save(SYSTEM, None, Kind.ORGANISATION, "", terms)
    drafted = tmp_path_factory.mktemp("drafted") / "workspace"
    shutil.copytree(empty, drafted)
    assert imported(bootstrap.build(drafted), TEXTS) == "R-2026-0001"
    return {"empty": empty, "drafted": drafted}


@pytest.fixture
def workspace(tmp_path, workspaces, request):
    """A workspace of the test's own; it holds the draft if the test asks for it."""
    chosen = "drafted" if "draft" in request.fixturenames else "empty"
    return Path(shutil.copytree(workspaces[chosen], tmp_path / "workspace"))


@pytest.fixture
def services(workspace):
    return bootstrap.build(workspace)


@pytest.fixture
def office(services):
    """The doors behind the services, for looking at what no use case shows."""
    return services.releases._office


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
    return lambda texts=TEXTS, **rest: imported(services, texts, **rest)


@pytest.fixture
def texts():
    return TEXTS


@pytest.fixture
def draft():
    return "R-2026-0001"


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
def trail(office):
    """Returns the audit events about a subject, newest first."""

    def trail(subject):
        with office.open() as uow:
            return uow.trail.events(subject)

    return trail


@pytest.fixture
def people():
    return SimpleNamespace(
        translator=TRANSLATOR,
        russian_only=RUSSIAN_ONLY,
        editor=EDITOR,
        second=SECOND_EDITOR,
        reader=READER,
        owner=GLOSSARY_OWNER,
        gone=Account(7, "gone", "Gone", EDITOR.grants, active=False),
    )
