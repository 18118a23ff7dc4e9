"""What comes again: against counting by hand."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tmflow.candidates.repeats import repeated

ARCHIVES = st.lists(st.integers(-1, 3), max_size=40)


def by_hand(tokens, longest):
    runs = Counter(
        tuple(tokens[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(tokens) - length + 1)
    )
    return {run: count for run, count in runs.items() if count > 1 and -1 not in run}


@given(ARCHIVES)
def test_every_run_that_comes_again_is_found_with_all_its_places(tokens):
    found = {}
    for run in repeated(tokens, longest=5):
        key = tuple(tokens[run.starts[0] : run.starts[0] + run.length])
        assert all(tuple(tokens[at : at + run.length]) == key for at in run.starts)
        found[key] = len(run.starts)
    assert found == by_hand(tokens, 5)


@given(ARCHIVES, st.integers(2, 4))
def test_a_higher_threshold_finds_the_frequent_ones_only(tokens, fewest):
    found = list(repeated(tokens, longest=4, fewest=fewest))
    assert all(len(run.starts) >= fewest for run in found)
    assert len(found) == sum(count >= fewest for count in by_hand(tokens, 4).values())


def test_a_piece_of_a_longer_run_is_told_from_a_whole_one():
    # 1 2 3 always together; 2 alone never: 1 2 and 2 3 are pieces, 1 2 3 is whole.
    tokens = [1, 2, 3, -1, 4, 1, 2, 3, 5, -1, 1, 2, 3]
    whole = {
        tuple(tokens[run.starts[0] : run.starts[0] + run.length]) for run in repeated(tokens, longest=3) if run.whole
    }
    assert whole == {(1, 2, 3)}
