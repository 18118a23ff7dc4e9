"""The path search against the plain definition: every alignment of small texts, one by one."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.alignment.beads import NEVER, SHAPES, Lattice, best_path, posteriors


def lattice(n, m, seed, low=None, width=None):
    rng = np.random.default_rng(seed)
    low = np.zeros(n + 1, np.int64) if low is None else low
    width = m + 1 if width is None else width
    full = np.full((n + 1, len(SHAPES), width), NEVER, np.float32)
    for i in range(n + 1):
        for k, shape in enumerate(SHAPES):
            a, b = shape.span
            for c in range(width):
                if i >= a and b <= low[i] + c <= m:
                    full[i, k, c] = rng.normal()
    return Lattice(full, rng.normal(size=n), rng.normal(size=m), low)


def all_paths(found):
    """Every path as (score, beads, nulls of x, nulls of y), written without the search's own recursion."""
    n, m = len(found.null_x), len(found.null_y)

    @cache
    def paths(i, j, after_y=0):
        if (i, j) == (n, m):
            return [(0.0, (), (), ())]
        result = []
        for k, shape in enumerate(SHAPES):
            a, b = shape.span
            if i + a <= n and j + b <= m:
                score = float(found.full[i + a, k, j + b])
                result += [(score + s, ((i, j, k), *f), x, y) for s, f, x, y in paths(i + a, j + b)]
        if i < n and not after_y:
            result += [(found.null_x[i] + s, f, (i, *x), y) for s, f, x, y in paths(i + 1, j)]
        if j < m:
            result += [(found.null_y[j] + s, f, x, (j, *y)) for s, f, x, y in paths(i, j + 1, 1)]
        return result

    return paths(0, 0)


SIZES = [(1, 1), (2, 3), (4, 2), (0, 3), (3, 0), (3, 4)]


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_posteriors_are_those_of_all_alignments(n, m):
    found = lattice(n, m, seed=n * 10 + m)
    paths = all_paths(found)
    weights = np.exp([score for score, *_ in paths])
    result = posteriors(found)
    assert float(result.log_z) == pytest.approx(np.log(weights.sum()))
    for i in range(n):
        expected = sum(w for w, (_, _, x, _) in zip(weights, paths, strict=True) if i in x) / weights.sum()
        assert result.null_x[i] == pytest.approx(expected)
    for j in range(m):
        expected = sum(w for w, (_, _, _, y) in zip(weights, paths, strict=True) if j in y) / weights.sum()
        assert result.null_y[j] == pytest.approx(expected)
    for bead in {bead for _, full, _, _ in paths for bead in full}:
        i, j, k = bead
        expected = sum(w for w, (_, full, _, _) in zip(weights, paths, strict=True) if bead in full) / weights.sum()
        assert result.full[i + SHAPES[k].span[0], k, j + SHAPES[k].span[1]] == pytest.approx(expected)


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_best_path_is_the_best_of_all(n, m):
    found = lattice(n, m, seed=n * 7 + m)
    assert sum(step.gain for step in best_path(found)) == pytest.approx(max(score for score, *_ in all_paths(found)))


@settings(max_examples=40, deadline=None)
@given(n=st.integers(0, 12), m=st.integers(0, 12), seed=st.integers(0, 1000))
def test_a_path_takes_every_sentence_once(n, m, seed):
    path = best_path(lattice(n, m, seed))
    assert sorted(i for step in path for i in step.x) == list(range(n))
    assert sorted(j for step in path for j in step.y) == list(range(m))


def test_a_band_that_holds_every_column_changes_nothing():
    n, m = 6, 5
    whole = lattice(n, m, seed=3)
    low = np.array([0, 0, 1, 1, 2, 2, 2])
    width = 4
    banded = np.full((n + 1, len(SHAPES), width), NEVER, np.float32)
    masked = np.full_like(whole.full, NEVER)
    for i in range(n + 1):
        banded[i] = whole.full[i, :, low[i] : low[i] + width]
        masked[i, :, low[i] : low[i] + width] = banded[i]
    for k, shape in enumerate(SHAPES):
        for i in range(shape.span[0], n + 1):
            start = low[i - shape.span[0]]
            for j in range(m + 1):
                if not start <= j - shape.span[1] < start + width:
                    masked[i, k, j] = NEVER
    narrow = Lattice(banded, whole.null_x, whole.null_y, low)
    found = best_path(narrow)
    assert [step for step in found if step.x and step.y]
    for step in found:
        if step.x and step.y:
            assert all(low[i] <= j < low[i] + width + 1 for i in step.x for j in step.y)
    assert float(posteriors(narrow).log_z) <= float(
        posteriors(Lattice(masked, whole.null_x, whole.null_y, whole.low)).log_z
    )
