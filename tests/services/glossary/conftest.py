"""A workspace with one entry."""

from __future__ import annotations

import pytest

from tmflow import bootstrap
from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.services.glossaries import TermDraft

OWNER = Account(5, "sunhui", "Sun Hui", frozenset({Grant(Role.GLOSSARY_OWNER)}))


@pytest.fixture
def workspace(tmp_path):
    return tmp_path / "workspace"


@pytest.fixture
def services(workspace):
    return bootstrap.build(workspace)


@pytest.fixture
def glossary(services):
    return services.glossaries


@pytest.fixture
def director(glossary):
    return glossary.save(
        OWNER,
        None,
        Kind.TITLE,
        "of a committee",
        [
            TermDraft(None, "zh", "主任"),
            TermDraft(None, "en", "Director"),
            TermDraft(None, "en", "Head", Status.DEPRECATED),
        ],
    )
