"""What every test may ask for: a fresh, migrated database, on both engines or on SQLite alone."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine

from sct_dash.store.engine import connected, migrate
from tests.postgres import Server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, closed so that it may be copied."""
    file = tmp_path_factory.mktemp("template") / "empty.db"
    _migrated(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """One PostgreSQL a test process, with a migrated, empty database named template."""
    server = Server()
    try:
        server.execute("CREATE DATABASE template")
        _migrated(server.url("template"))
        yield server
    finally:
        server.stop()


@pytest.fixture
def sqlite_databases(sqlite_template: Path, tmp_path: Path) -> Callable[[], str]:
    """Each call makes a fresh, migrated SQLite database and gives its address."""
    numbers = count(1)

    def fresh() -> str:
        return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / f'sct{next(numbers)}.db')}"

    return fresh


@pytest.fixture
def postgresql_databases(postgresql_server: Server) -> Iterator[Callable[[], str]]:
    """Each call makes a fresh, migrated PostgreSQL database and gives its address; all are dropped after the test."""
    made = []

    def fresh() -> str:
        made.append(f"sct{next(NUMBERS)}")
        postgresql_server.execute(f"CREATE DATABASE {made[-1]} TEMPLATE template STRATEGY file_copy")
        return postgresql_server.url(made[-1])

    yield fresh
    for name in made:
        postgresql_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Each call makes a fresh, migrated database and gives its address; the test runs once an engine."""
    return request.getfixturevalue(f"{request.param}_databases")


@pytest.fixture
def engine(databases: Callable[[], str]) -> Iterator[Engine]:
    """An engine on a fresh, migrated database; the test runs on SQLite and on PostgreSQL."""
    yield from _engine(databases())


@pytest.fixture
def sqlite_engine(sqlite_databases: Callable[[], str]) -> Iterator[Engine]:
    """An engine on a fresh, migrated SQLite database, for tests above the store, where one engine is enough."""
    yield from _engine(sqlite_databases())


def _engine(url: str) -> Iterator[Engine]:
    engine = connected(url)
    yield engine
    engine.dispose()


def _migrated(url: str) -> None:
    engine = connected(url)
    migrate(engine)
    engine.dispose()


NUMBERS = count(1)
