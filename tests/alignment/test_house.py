"""A workspace learns its own words, and its aligner takes them up at once."""

from __future__ import annotations

import pytest

from tmflow.alignment import lexicon, training
from tmflow.alignment.house import HouseAligner
from tmflow.alignment.lexicon import EMPTY, merged
from tmflow.config.encoder import encoder
from tmflow.model.errors import InputError, StorageError

ROWS = [
    ("青岛啤酒节开幕", "The Qingdao beer festival opens"),
    ("啤酒很好", "The beer is good"),
    ("青岛港很大", "The port of Qingdao is large"),
] * 12


def probability(table, source, target):
    direction = table.directions[0]
    at = table.ids[0][source]
    entries = slice(direction.start[at], direction.start[at + 1])
    found = dict(zip(direction.target[entries].tolist(), direction.probability[entries].tolist(), strict=True))
    return found.get(table.ids[1][target], 0.0)


def test_merged_tables_know_what_either_knew():
    first, second = (training.learn(lambda rows=rows: rows) for rows in (ROWS[:2] * 6, ROWS[2:3] * 12))
    both = merged(first, second)
    assert set(both.ids[0]) == set(first.ids[0]) | set(second.ids[0])
    assert probability(both, "啤酒", "beer") == pytest.approx(probability(first, "啤酒", "beer"), abs=1e-6)
    shared = [side.counts[0][side.ids[0]["青岛"]] for side in (first, second)]
    expected = sum(n * probability(t, "青岛", "qingda") for n, t in zip(shared, (first, second), strict=True)) / sum(
        shared
    )
    assert probability(both, "青岛", "qingda") == pytest.approx(expected, abs=1e-6)
    assert both.counts[0][both.ids[0]["青岛"]] == sum(shared)


def test_merging_with_nothing_changes_nothing():
    table = training.learn(lambda: ROWS)
    for both in (merged(EMPTY, table), merged(table, EMPTY)):
        assert probability(both, "啤酒", "beer") == pytest.approx(probability(table, "啤酒", "beer"))


def test_a_learnt_table_is_taken_up_at_the_next_call(tmp_path):
    folder = tmp_path / "lexicon"
    house, other = HouseAligner(None, folder), HouseAligner(None, folder)
    before = house()
    assert before is house()
    assert before.lexicon.pair("zh", "en").provenance == lexicon.shipped().pair("zh", "en").provenance
    other.keep({"zh-en": training.learn(lambda: ROWS, provenance="ours")})
    assert house().lexicon.pair("zh", "en").provenance == "ours"
    assert house().lexicon.pair("en", "ru").provenance == lexicon.shipped().pair("en", "ru").provenance
    assert [path.name for path in folder.iterdir()] == ["zh-en.npz"]


@pytest.mark.parametrize("data", [b"", b"no table", b"PK\x03\x04 cut off"])
def test_a_damaged_table_is_passed_over(tmp_path, data):
    (tmp_path / "zh-en.npz").write_bytes(data)
    assert HouseAligner(None, tmp_path)().lexicon.pair("zh", "en") is not None


def test_a_table_that_cannot_be_stored_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="cannot be written"):
        HouseAligner(None, tmp_path / "file" / "lexicon").keep({"zh-en": EMPTY})


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({}, "use-multilingual-3"),
        ({"TMFLOW_ENCODER": "labse"}, "sentence-transformers/LaBSE"),
        ({"TMFLOW_ENCODER": "st:/models/own"}, "/models/own"),
        ({"TMFLOW_ENCODER": "http://127.0.0.1:9", "TMFLOW_ENCODER_MODEL": "e5"}, "e5"),
    ],
)
def test_the_settings_name_the_encoder(settings, name):
    assert encoder(settings).name == name


def test_no_encoder_at_all():
    assert encoder({"TMFLOW_ENCODER": "none"}) is None


@pytest.mark.parametrize("settings", [{"TMFLOW_ENCODER": "best"}, {"TMFLOW_ENCODER": "http://127.0.0.1:9"}])
def test_settings_that_name_none_are_refused(settings):
    with pytest.raises(InputError, match="TMFLOW_ENCODER"):
        encoder(settings)
