"""A really running dashboard and a real browser, one of each for all tests of this folder."""

import dataclasses
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
START_S = 120
STILL_S = 60


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the dashboard on a free port, wait until it is ready, stop it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)]
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, "--server.headless", "true", "--server.address", "127.0.0.1"], cwd=ROOT, stdout=out, stderr=out
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the dashboard ended at its start:\n{log.read_text()[-3000:]}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.3)
    pytest.fail(f"the dashboard was not ready within {START_S} s:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((p for p in BROWSERS if Path(p).exists()), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclasses.dataclass
class Visit:
    """One visitor: a page, and all that went wrong or left the machine while it was open."""

    page: Page
    server: str
    outside: list[str] = dataclasses.field(default_factory=list)
    errors: list[str] = dataclasses.field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a path and wait until nothing moves any more."""
        self.page.goto(self.server + path)
        self.wait()

    def wait(self) -> None:
        """Wait until the page has its footer and Streamlit has come to rest."""
        self.page.wait_for_selector(".foot", timeout=STILL_S * 1000)
        quiet, last, end = 0, None, time.monotonic() + STILL_S
        while quiet < 3 and time.monotonic() < end:
            self.page.wait_for_timeout(150)
            running = self.page.locator('[data-testid="stStatusWidget"]').count()
            size = self.page.evaluate("document.body.innerText.length + document.querySelectorAll('svg *').length")
            quiet = quiet + 1 if not running and size == last else 0
            last = size

    def panel(self, key: str):
        """Return the box of one figure or table."""
        return self.page.locator(f".st-key-panel-{key}")


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme="light", accept_downloads=True)
    page = context.new_page()
    visitor = Visit(page, server)
    page.on(
        "request",
        lambda r: (
            None
            if r.url.startswith((server, server.replace("http", "ws"), "data:", "blob:"))
            else visitor.outside.append(r.url)
        ),
    )
    page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    page.on(
        "console",
        lambda m: (
            visitor.errors.append(m.text) if m.type == "error" and "_stcore" not in m.location.get("url", "") else None
        ),
    )
    yield visitor
    context.close()
