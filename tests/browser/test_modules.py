"""The pure modules of the editor, run where they run: in the browser."""

from __future__ import annotations

import pytest

ADDRESS = "/_stcore/bidi-components/tmflow.editor/"
BASE = "The delegation toured the terminal on Monday."
MERGES = [
    # base, theirs, mine, both together (None where they touch the same words)
    (BASE, BASE, BASE, BASE),
    (BASE, "The delegation toured the terminal.", BASE, "The delegation toured the terminal."),
    (
        BASE,
        "The Kazakh delegation toured the terminal on Monday.",
        "The delegation toured the port on Monday.",
        "The Kazakh delegation toured the port on Monday.",
    ),
    (BASE, "The delegation visited the terminal on Monday.", "The delegation saw the terminal on Monday.", None),
    (BASE, "The delegation saw the port.", "The delegation saw the port.", "The delegation saw the port."),
    (BASE, "", BASE, ""),
    ("", "one", "two", None),
    ("双方签署备忘录。", "双方今天签署备忘录。", "双方签署合作备忘录。", "双方今天签署合作备忘录。"),
    ("a b", "a x b", "a y b", None),
]
DIFFERENCES = [
    ("", ""),
    ("", "new"),
    ("old", ""),
    (BASE, BASE + " It rained."),
    ("a a a", "a a"),
    ("38.6亿元", "3.86亿元"),
    ("𠮷野家", "吉野家"),
]
OFFSETS = [("abc", 2, 2), ("𠮷a", 1, 2), ("𠮷a", 2, 3), ("a", 9, 1), ("😀😀", 2, 4)]
MOVES = [
    ("one two three", "one two three", [4, 7]),
    ("one two three", "ones two three", [5, 8]),
    ("one two three", "one two three four", [4, 7]),
    ("one two three", "one tw three", None),
]


@pytest.fixture(scope="module")
def call(chromium, office, serving):
    """Calls an exported function of a module and returns its result."""
    server, _ = office
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{server.url}/signin")
    page.get_by_label("Name").fill("visitor")
    page.get_by_label("Password").fill(serving.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server.url}/")

    def run(module, function, *arguments):
        return page.evaluate(
            "async ([address, name, values]) => (await import(address))[name](...values)",
            [f"{ADDRESS}{module}.js", function, list(arguments)],
        )

    yield run
    context.close()


@pytest.mark.parametrize(("base", "theirs", "mine", "both"), MERGES)
def test_both_changes_or_none(call, base, theirs, mine, both):
    assert call("diff", "mergeBoth", base, theirs, mine) == both
    assert call("diff", "mergeBoth", base, mine, theirs) == both


@pytest.mark.parametrize(("before", "after"), DIFFERENCES)
def test_a_difference_gives_both_texts_back(call, before, after):
    parts = call("diff", "difference", before, after)
    assert "".join(part["text"] for part in parts if part["op"] != "insert") == before
    assert "".join(part["text"] for part in parts if part["op"] != "delete") == after


@pytest.mark.parametrize(("text", "code_points", "units"), OFFSETS)
def test_offsets_beyond_the_basic_plane(call, text, code_points, units):
    assert call("marks", "unitOffset", text, code_points) == units


@pytest.mark.parametrize(("before", "after", "expected"), MOVES)
def test_marks_move_with_what_is_typed_around_them(call, before, after, expected):
    spans = call("marks", "moved", [{"start": 4, "end": 7}], before, after)
    assert [[span["start"], span["end"]] for span in spans] == ([expected] if expected else [])
