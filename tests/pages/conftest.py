"""Every page, driven without a browser, on a seeded or an empty database of the test's own."""

import pytest
import streamlit as st
from seeded import copied, seeded_file
from streamlit.testing.v1 import AppTest

from sct_dash import settings
from sct_dash.store import engine as engines

WAIT = 60


@pytest.fixture(scope="session")
def seeded_once(tmp_path_factory):
    return seeded_file(tmp_path_factory)


@pytest.fixture
def seeded_url(seeded_once, tmp_path, monkeypatch):
    """A database filled from data/, which the settings name for this test."""
    url = f"sqlite:///{copied(seeded_once, tmp_path)}"
    monkeypatch.setenv("DATABASE_URL", url)
    st.cache_data.clear()
    return url


@pytest.fixture
def empty_url(tmp_path, monkeypatch):
    """A migrated database that holds nothing."""
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    st.cache_data.clear()
    engine = engines.connected(url)
    engines.migrate(engine)
    engine.dispose()
    return url


@pytest.fixture
def opened():
    """Open the front door at a page: `opened("kpis", status="red")` gives the AppTest after its run.

    The page is the first that this reader opens; one that the front door does not offer them shows the overview.
    """

    def open_page(name: str, **query: str) -> AppTest:
        page = AppTest.from_file(str(settings.PROJECT / "sct_dash" / "main.py"), default_timeout=WAIT)
        for key, value in query.items():
            page.query_params[key] = value
        return page.run() if name == "overview" else page.switch_page(f"../pages/{name}.py").run()

    return open_page
