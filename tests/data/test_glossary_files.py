"""The page about glossary files says what the program does."""

from pathlib import Path

from tmflow.interchange.glossary_table import templates
from tmflow.interchange.glossary_xlsx import COLUMNS
from tmflow.model.concept import Kind, Status

PAGE = (Path(__file__).parents[2] / "docs" / "glossary-files.md").read_text(encoding="utf-8")


def test_every_column_status_and_kind_is_described():
    missing = [word for word in (*COLUMNS, *Status, *Kind) if f"`{word}`" not in PAGE]
    assert missing == []


def test_every_program_is_named():
    assert [name for name in templates.NAMES.values() if name.split()[0] not in PAGE] == []
