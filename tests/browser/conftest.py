"""Debian's Chromium against a real server on a temporary workspace."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What a browser writes to the console by itself when a request is refused or the server is gone.
EXPECTED = (
    "Failed to load resource",
    "WebSocket connection to",
    "Client Error in reaching server endpoint",
    "Streamlit server is not responding",
)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def serving():
    name = "tmflow_tests_serving"
    if name not in sys.modules:
        path = Path(__file__).parents[1] / "web" / "serving.py"
        spec = importlib.util.spec_from_file_location(name, path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def chromium():
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def office(serving, tmp_path_factory):
    """A running server, and the services on the same workspace to put releases into it."""
    folder = tmp_path_factory.mktemp("browser")
    services = serving.make_workspace(folder / "workspace")
    server = serving.Server(folder / "workspace", folder)
    server.start()
    yield server, services
    server.stop()


@pytest.fixture
def server(office, serving):
    """The server, with a draft of this test's own: `server.release` is its number."""
    server, services = office
    server.drafts += 1
    server.release = serving.add_draft(services, server.drafts)
    if server.process.poll() is not None:
        server.start()
    return server


class Person:
    """Somebody at a browser of their own; `errors` are the messages of the console that nobody expected."""

    def __init__(self, chromium, server, name, password, **options):
        self.server = server
        self.name = name
        self.password = password
        self.context = chromium.new_context(viewport={"width": 1440, "height": 900}, **options)
        self.errors = []
        self.elsewhere = []
        self.new_page()

    def new_page(self):
        self.page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._watch)
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _hear(self, message):
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self.errors.append(message.text)

    def _watch(self, request):
        if not request.url.startswith((self.server.url, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def open(self, path):
        """Go to a page; on the way past the sign-in page, sign in."""
        self.page.goto(self.server.url + path)
        if "/signin" in self.page.url:
            self.page.get_by_label("Name").fill(self.name)
            self.page.get_by_label("Password").fill(self.password)
            self.page.get_by_role("button", name="Sign in").click()
        return self.page

    def edit(self, position, lang="en"):
        """Open the editor at a unit and wait until its cell can be written."""
        self.open(f"/editor?release={self.server.release}&unit={position}&lang={lang}")
        expect(self.row(position)).to_have_class("ln u act")
        return self.area

    def row(self, position):
        return self.page.locator(f'.u[data-position="{position}"]')

    def cell(self, position, lang):
        return self.row(position).locator(f'[data-lang="{lang}"]')

    @property
    def area(self):
        return self.page.locator(".ta > textarea")

    @property
    def pill(self):
        return self.page.locator(".sync")

    def saved(self):
        expect(self.pill).to_contain_text("All saved ")


@pytest.fixture(scope="session")
def sessions():
    """Sessions that were opened before, by name: signing in is tested once and not before every test."""
    return {}


@pytest.fixture
def people(chromium, server, serving, sessions):
    """Gives a person by name; at the end nobody's console has seen an error, and nothing was asked for elsewhere."""
    present = []

    def person(name, **options):
        if name not in sessions:
            with server.client(name) as client:
                cookie = {"name": "tmflow_session", "value": client.cookies["tmflow_session"], "url": server.url}
            sessions[name] = [cookie]
        present.append(Person(chromium, server, name, serving.PASSWORD, **options))
        present[-1].context.add_cookies(sessions[name])
        return present[-1]

    yield person
    for one in present:
        one.context.close()
    assert [error for one in present for error in one.errors] == []
    assert [address for one in present for address in one.elsewhere] == []
