"""The packaged component: Streamlit finds it, its modules stay readable, and its words are in the catalog."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from streamlit.components.v2.manifest_scanner import scan_component_manifests

from tmflow.ui import state
from tmflow.ui.components.editor_strings import strings
from tmflow.web import cookies

FOLDER = Path(str(files("tmflow.ui"))) / "components" / "editor"
MODULES = sorted(FOLDER.glob("*.js"))


def test_streamlit_finds_the_component_in_the_installed_package():
    found = {
        f"{manifest.name}.{component.name}": root / component.asset_dir
        for manifest, root in scan_component_manifests()
        for component in manifest.components
    }
    assert found["tmflow.editor"] == FOLDER
    assert (FOLDER / "main.js").is_file()
    assert (FOLDER / "editor.css").is_file()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_every_word_is_in_the_catalog(module):
    asked = re.findall(r'\bt\("((?:[^"\\]|\\.)*)"', module.read_text(encoding="utf-8"))
    assert [text for text in asked if text not in strings()] == []


def test_key_names_and_states_are_in_the_catalog():
    keys = re.findall(r'\], "([^"]+)"\]', (FOLDER / "keys.js").read_text(encoding="utf-8"))
    states = re.findall(
        r'"(\w+)"', (FOLDER / "head.js").read_text(encoding="utf-8").split("STATES = ")[1].split("]")[0]
    )
    assert len(keys) > 10
    assert [word for word in keys + states if word not in strings()] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_texts_never_become_markup(module):
    code = module.read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|eval\(", code
    )
    assert len(code.splitlines()) <= 400


def test_pages_read_the_cookie_that_the_gate_gives():
    assert state._COOKIE == cookies.NAME
