"""The engine: what is promised of a connection, of a transaction, and of migrating, on both databases."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from sct_dash.store import reads
from sct_dash.store.engine import connected, migrate, migrated, reading, writing
from tests.postgres import Server
from tests.store.deeds import april, figures, submitted

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("pragma", "promised"), [("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 5000), ("foreign_keys", 1)]
)
def test_a_sqlite_connection_keeps_what_was_acknowledged(sqlite_engine: Engine, pragma: str, promised: object) -> None:
    with reading(sqlite_engine) as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == promised


def test_postgresql_commits_to_disk_before_it_answers(postgresql_databases: Callable[[], str]) -> None:
    engine = connected(postgresql_databases())
    with reading(engine) as connection:
        told = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in ("synchronous_commit", "jit")}
        assert told == {"synchronous_commit": "on", "jit": "off"}
    engine.dispose()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_always_goes_through_psycopg_3(scheme: str) -> None:
    engine = connected(f"{scheme}://somebody:secret@db.internal/sct")
    assert engine.dialect.driver == "psycopg"
    assert "secret" not in repr(engine)


def test_another_kind_of_database_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="must be sqlite or postgresql, not mysql"):
        connected("mysql://somebody@db/sct")


def test_a_server_that_is_not_there_is_an_operational_error(tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        reads.data_version(connected(f"postgresql://somebody@/sct?host={tmp_path}"))


def test_a_new_sqlite_file_and_its_folder_are_made_and_migrated_once(tmp_path: Path) -> None:
    engine = connected(f"sqlite:///{tmp_path / 'var' / 'sct.db'}")
    assert not migrated(engine)
    migrate(engine)
    submitted(engine, april(KPI1=1.0))
    migrate(engine)
    assert migrated(engine)
    assert figures(engine) == {"KPI1": 1.0}
    engine.dispose()


def test_a_new_postgresql_database_is_migrated_once(postgresql_server: Server) -> None:
    postgresql_server.execute("CREATE DATABASE bare")
    engine = connected(postgresql_server.url("bare"))
    assert not migrated(engine)
    migrate(engine)
    migrate(engine)
    assert migrated(engine)
    engine.dispose()
    postgresql_server.execute("DROP DATABASE bare")


MIGRATING = "import sys; from sct_dash.store.engine import connected, migrate; migrate(connected(sys.argv[1]))"


def test_two_processes_may_migrate_a_bare_sqlite_file_at_once_from_any_folder(tmp_path: Path) -> None:
    _two_migrate(f"sqlite:///{tmp_path / 'sct.db'}", tmp_path)


def test_two_processes_may_migrate_a_bare_postgresql_database_at_once_from_any_folder(
    postgresql_server: Server, tmp_path: Path
) -> None:
    postgresql_server.execute("CREATE DATABASE raced")
    _two_migrate(postgresql_server.url("raced"), tmp_path)
    postgresql_server.execute("DROP DATABASE raced")


def _two_migrate(url: str, folder: Path) -> None:
    command = [sys.executable, "-c", MIGRATING, url]
    both = [subprocess.Popen(command, cwd=folder, env={"PYTHONPATH": str(ROOT)}) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    engine = connected(url)
    assert migrated(engine)
    assert reads.data_version(engine) == 0
    engine.dispose()


def test_a_reader_sees_one_moment_however_long_it_reads(engine: Engine) -> None:
    with reading(engine) as connection:
        before = connection.execute(text("SELECT version FROM data_version")).scalar_one()
        submitted(engine, april(KPI1=1.0))
        assert connection.execute(text("SELECT version FROM data_version")).scalar_one() == before
        assert connection.execute(text("SELECT count(*) FROM kpi_values")).scalar_one() == 0
    assert reads.data_version(engine) == before + 1


def test_a_writer_that_fails_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        connection.execute(text("UPDATE data_version SET version = 99"))
        raise ZeroDivisionError
    assert reads.data_version(engine) == 0


def test_a_reader_may_not_write_on_postgresql(postgresql_databases: Callable[[], str]) -> None:
    engine = connected(postgresql_databases())
    with pytest.raises(DBAPIError, match="read-only transaction"), reading(engine) as connection:
        connection.execute(text("UPDATE data_version SET version = 99"))
    engine.dispose()


def test_the_pool_survives_that_postgresql_ends_its_connections(
    postgresql_server: Server, postgresql_databases: Callable[[], str]
) -> None:
    engine = connected(postgresql_databases())
    submitted(engine, april(KPI1=1.0))
    assert engine.pool.checkedin() > 0
    database = engine.url.database
    postgresql_server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")
    assert figures(engine) == {"KPI1": 1.0}
    engine.dispose()
