"""A real server on a free port, a real Chromium before it, and a database of the test's own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import executable
from playwright.sync_api import expect, sync_playwright
from seeded import copied, seeded_file

ROOT = Path(__file__).resolve().parents[2]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 60  # seconds to wait for a thing that should be there; never a thing that is measured


@pytest.fixture(scope="session")
def seeded_once(tmp_path_factory):
    return seeded_file(tmp_path_factory)


@pytest.fixture(scope="module")
def database(seeded_once, tmp_path_factory):
    return f"sqlite:///{copied(seeded_once, tmp_path_factory.mktemp('journey'))}"


@pytest.fixture(scope="module")
def serve(database):
    """`with serve() as address:` the dashboard as `make run` serves it, on a port nobody else has."""

    @contextmanager
    def serving():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {**os.environ, "DATABASE_URL": database, "SCT_DASH_VIEWER": "journey officer"}
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_until_ready(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)

    return serving


@pytest.fixture(scope="module")
def server(serve):
    """The address of one server for the whole module."""
    with serve() as address:
        yield address


def _wait_until_ready(address: str, process: subprocess.Popen) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        assert process.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server never became ready")


@pytest.fixture(scope="session")
def chromium():
    path = executable()
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium, server):
    """Open an address path in a browser context of its own; every page error is collected on the page."""
    contexts = []

    def opened(path: str = "/", **options):
        context = chromium.new_context(viewport=options.pop("viewport", {"width": 1366, "height": 768}), **options)
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        page.goto(server + path)
        return page

    yield opened
    for context in contexts:
        context.close()
