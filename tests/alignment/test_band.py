"""The band of long documents: it begins and ends where the texts do, and its rows overlap."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.alignment.band import band
from tmflow.alignment.features import prepare


def side(count, vectors=None):
    texts = [f"sentence {n}" for n in range(count)]
    vectors = np.zeros((count, 0), np.float32) if vectors is None else vectors
    return prepare(texts, "en", vectors, [False] * count, [frozenset()] * count)


@settings(max_examples=30, deadline=None)
@given(n=st.integers(0, 2500), m=st.integers(0, 2500), seed=st.none() | st.integers(0, 9))
def test_rows_overlap_from_the_first_node_to_the_last(n, m, seed):
    rng = np.random.default_rng(seed)
    vectors = [None if seed is None else rng.normal(size=(count, 8)).astype(np.float32) for count in (n, m)]
    low, width = band(side(n, vectors[0]), side(m, vectors[1]))
    assert len(low) == n + 1
    assert low[0] == 0
    assert low[-1] + width == m + 1
    assert ((np.diff(low) >= 0) & (np.diff(low) < width)).all()


def test_a_release_is_searched_whole():
    low, width = band(side(30), side(40))
    assert set(low) == {0}
    assert width == 41


@pytest.mark.parametrize("inserted", [0, 300])
def test_the_band_follows_the_meaning(inserted):
    rng = np.random.default_rng(1)
    topic = np.repeat(rng.normal(size=(75, 16)), 16, axis=0)[:1200]
    x = (topic + rng.normal(size=topic.shape)).astype(np.float32)
    other = rng.normal(size=(inserted, 16)).astype(np.float32)
    y = np.concatenate([x[:600], other, x[600:]]) + rng.normal(size=(1200 + inserted, 16)).astype(np.float32) / 2
    low, width = band(side(1200, x), side(1200 + inserted, y.astype(np.float32)))
    wanted = np.arange(1200) + np.where(np.arange(1200) < 600, 0, inserted)
    inside = (low[:-1] <= wanted) & (wanted < low[:-1] + width)
    assert inside.mean() > 0.95
