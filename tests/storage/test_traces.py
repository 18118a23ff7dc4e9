"""Texts that were stored before there were traces get theirs when the workspace is opened."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from tmflow.glossary.traces import trace
from tmflow.storage.engine import open_engine
from tmflow.storage.migrations import MIGRATIONS, migrate
from tmflow.storage.repositories.units import Units
from tmflow.storage.schema import metadata, release, unit, variant


def test_texts_of_an_older_workspace_get_their_traces(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    migrate(engine, MIGRATIONS[:2])
    assert "trace" in metadata.tables["variant"].columns
    texts = {
        "zh": "双方签署了备忘录。",
        "en": "Memoranda were signed.",
        "ru": "Подписаны меморандумы.",
        "de": "Unterzeichnet.",
    }
    with engine.begin() as connection:
        connection.execute(
            insert(release).values(
                id="R-1", state="final", source_lang="zh", languages=[], created_at="", created_by="", updated_at=""
            )
        )
        connection.execute(
            insert(unit).values(
                id="u", release_id="R-1", position=1, kind="paragraph", block=0, confidence=1, derived_from=[]
            )
        )
        for lang, text in texts.items():
            connection.execute(
                insert(variant).values(
                    unit_id="u", lang=lang, text=text, codes=[], state="final", version=1, author="", at="", origin=""
                )
            )
        connection.execute(update(variant).values(trace=None))
    migrate(engine)
    with engine.connect() as connection:
        found = {row.lang: row.trace for row in connection.execute(select(variant.c.lang, variant.c.trace))}
        assert found == {lang: trace(text, lang) for lang, text in texts.items()}
        held = Units(connection).holding("en", [[[" memorandum "]], [[" nothing "]]])
        assert [(each.release_id, each.unit_id, each.text) for each in held] == [("R-1", "u", texts["en"])]
        assert list(Units(connection).holding("en", [[[" memorandum "], [" 100% "]]])) == []
    engine.dispose()
