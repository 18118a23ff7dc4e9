"""Where an entry is used, as the glossary's page shows it, agrees with the consistency page."""

from __future__ import annotations

import pytest

from tmflow.model.concept import Kind
from tmflow.model.errors import NotFound
from tmflow.services import glossary_usage
from tmflow.services.glossaries import TermDraft


def test_the_places_of_each_term_are_those_of_the_consistency_page(services, people, draft):
    longer = [TermDraft(None, "zh", "上合示范区代表团"), TermDraft(None, "en", "SCODA Delegation")]
    services.glossaries.save(people.owner, None, Kind.ORGANISATION, "", longer)
    counted = {
        rendering.term.id: rendering.count
        for finding in services.consistency.findings(people.reader)
        for rendering in finding.renderings
    }
    usages = [services.glossaries.usage(people.reader, concept) for concept in ("C-0001", "C-0002")]
    assert {term: count for usage in usages for term, count in usage.places.items()} == counted
    assert [usage.releases for usage in usages] == [(draft,), (draft,)]
    assert not any(usage.more for usage in usages)


def test_an_entry_that_is_used_nowhere(services, people, draft):
    del draft
    entry = services.glossaries.save(people.owner, None, Kind.PLACE, "", [TermDraft(None, "en", "Minsk")])
    assert services.glossaries.usage(people.reader, entry.id) == glossary_usage.Usage({}, ())
    with pytest.raises(NotFound):
        services.glossaries.usage(people.reader, "C-9999")


def test_what_is_used_everywhere_is_looked_at_in_part(services, people, draft, monkeypatch):
    del draft
    monkeypatch.setattr(glossary_usage, "MOST_TEXTS", 1)
    assert services.glossaries.usage(people.reader, "C-0001").more
