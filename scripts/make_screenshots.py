"""Take the pictures of docs/screenshots from the running application with the data of the demonstration.

    .venv/bin/python scripts/make_screenshots.py

It makes a workspace in a temporary folder, starts a server on a free port of this machine, and needs Chromium.
"""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.error import URLError
from urllib.request import urlopen

import openpyxl
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from tmflow import bootstrap
from tmflow.services.accounts import DEMO, SYSTEM
from tmflow.services.glossaries import TermDraft
from tmflow.services.jobs import JobKind
from tmflow.services.profiles import Weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tmflow.model.account import Account
    from tmflow.services.container import Services

ROOT: Final = Path(__file__).resolve().parents[1]
TARGET: Final = ROOT / "docs" / "screenshots"
CHROMIUM: Final = "/usr/bin/chromium"
ARGUMENTS: Final = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SIZE: Final = {"width": 1440, "height": 900}
LARGEST: Final = 300_000
STARTS_WITHIN_S: Final = 90
IN_REVIEW: Final = "R-2024-0002"
ALIGNED: Final = "R-2024-0001"
PROFILE: Final = "Our office"


@dataclass(frozen=True)
class Shot:
    """A picture: the account that sees the page, its address, what to wait for, and what to do before."""

    name: str
    account: str
    path: str
    until: str
    dark: bool = False
    act: Callable[[Page], None] | None = None


def main() -> None:
    """Make every picture."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        command = [
            sys.executable,
            "-m",
            "tmflow",
            "--workspace",
            str(workspace),
            "setup",
            "--demo",
            "--from",
            str(ROOT),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
        excel = prepare(bootstrap.build(workspace))
        bootstrap.worker(workspace).run_one()
        with serving(workspace) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for shot in shots(excel):
                take(browser, address, shot)
            browser.close()


def prepare(services: Services) -> bytes:
    """Leave the traces of a working day, and return the owner's Excel, edited on both sides meanwhile."""
    people = {account.name: account for account in services.accounts.list(SYSTEM)}
    services.review.approve_clean(people["chenhao"], IN_REVIEW, "en")
    services.jobs.submit(people["sunhui"], JobKind.FIND_CANDIDATES)
    office = services.profiles.copy(people["admin"], "default", PROFILE)
    services.profiles.save(people["admin"], PROFILE, office.version, {"yo": None, "number_format": Weight.MAJOR})
    revise(services, people["wulan"])
    book = openpyxl.load_workbook(io.BytesIO(services.glossaries.export(SYSTEM)))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    entry = next(each for each in services.glossaries.list(SYSTEM, query="上合示范区管委会").items)
    term = entry.preferred("en")
    if term is None:
        raise SystemExit(f"{entry.id} has no English term")
    for row in sheet.iter_rows(min_row=2):
        if row[heads.index("term_id")].value == term.id:
            row[heads.index("term")].value = f"{term.text} of Qingdao"
    draft = TermDraft(term.id, "en", f"the {term.text}", term.status, term.note, term.source, term.revision)
    services.glossaries.save(people["sunhui"], entry.id, entry.kind, entry.note, [draft], entry.confused_with)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def revise(services: Services, translator: Account) -> None:
    """Change words of approved texts, so that the review shows a difference."""
    for row in services.units.rows(translator, IN_REVIEW)[3:6]:
        variant = row.unit.variants["en"]
        words = variant.text.text.split(" ")
        words[len(words) // 2 : len(words) // 2 + 1] = ["then", words[len(words) // 2]]
        services.units.save(
            translator,
            row.unit.id,
            "en",
            " ".join(words),
            version=variant.version,
            operation_id=f"picture-{row.unit.id}",
            confirm=True,
        )


def shots(excel: bytes) -> list[Shot]:
    """Return the list of pictures."""

    def upload(page: Page) -> None:
        file = {"name": "titles.xlsx", "mimeType": "application/octet-stream", "buffer": excel}
        page.locator('input[type="file"]').set_input_files([file])

    def paste(page: Page) -> None:
        folder = ROOT / "examples" / "2022-03-25-customs-service-window"
        files = [folder / f"{lang}.txt" for lang in ("zh", "en", "ru")]
        page.locator('input[type="file"]').set_input_files(files)

    return [
        Shot("releases", "wulan", "/", ".tm-release .title"),
        Shot("releases-dark", "wulan", "/", ".tm-release .title", dark=True),
        Shot("editor", "wulan", f"/editor?release={IN_REVIEW}&unit=2", ".u.act"),
        Shot("editor-dark", "wulan", f"/editor?release={IN_REVIEW}&unit=2", ".u.act", dark=True),
        Shot("alignment", "wulan", f"/release?release={ALIGNED}", ".tm-bar"),
        Shot("texts", "wulan", f"/release?release={ALIGNED}&tab=texts", '[lang="ru"]'),
        Shot("review", "chenhao", f"/review?release={IN_REVIEW}", "ins"),
        Shot("consistency", "chenhao", "/consistency", "table.tm-table mark"),
        Shot("glossary", "sunhui", "/glossary?q=常委", "table.tm-table"),
        Shot("glossary-drafts", "sunhui", "/glossary?tab=drafts", ".st-key-proposals"),
        Shot("candidates", "sunhui", "/glossary?tab=candidates", "table.tm-table mark"),
        Shot("glossary-import", "sunhui", "/glossary?tab=import", ".tm-chip.red", act=upload),
        Shot("memory", "reader", "/memory?q=合作", "mark"),
        Shot("memory-matches", "wulan", "/memory?tab=search&q=与上合组织国家签署合作协议19项。", "table.tm-table"),
        Shot("import", "wulan", "/import", "table.tm-table", act=paste),
        Shot("reports", "chenhao", "/reports", "table.tm-table"),
        Shot("profiles", "admin", f"/checks?profile={PROFILE}", ".tm-chip.blue"),
        Shot("users", "admin", "/users", '[data-testid="stRadioOption"]'),
    ]


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Sign in, open the page, wait until it stands, and write its picture."""
    context = browser.new_context(viewport=SIZE, color_scheme="dark" if shot.dark else "light")
    page = context.new_page()
    page.goto(f"{address}/signin")
    password = next(demo.password for demo in DEMO if demo.name == shot.account)
    page.get_by_label("Name").fill(shot.account)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.goto(address + shot.path)
    settle(page)
    if shot.act is not None:
        shot.act(page)
    page.locator(shot.until).first.wait_for(timeout=60_000)
    settle(page)
    path = TARGET / f"{shot.name}.png"
    write(page.screenshot(animations="disabled"), path)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
    context.close()


def settle(page: Page) -> None:
    """Wait until the page's script has run and nothing is drawn any more."""
    app = page.locator('[data-testid="stApp"]')
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
    expect(page.locator('[data-testid="stSkeleton"]')).to_have_count(0, timeout=60_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)


def write(png: bytes, path: Path) -> None:
    """Write a picture with a palette, so that it is small."""
    with Image.open(io.BytesIO(png)) as picture:
        flat = picture.convert("RGB").quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        flat.save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path} is larger than {LARGEST} bytes")


@contextmanager
def serving(workspace: Path) -> Iterator[str]:
    """Run a server on a workspace; gives its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "tmflow.asgi:app", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "TMFLOW_WORKSPACE": str(workspace)}
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, cwd=workspace.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(f"{address}/healthz")
            yield address
        finally:
            server.terminate()


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            urlopen(address, timeout=2).close()  # noqa: S310 - our own server
        except (URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


if __name__ == "__main__":
    main()
