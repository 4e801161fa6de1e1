"""The database itself: connecting to SQLite or PostgreSQL, transactions for reading and for deeds, migrating."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import alembic.command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text

MIGRATIONS = Path(__file__).parent / "migrations"
CONNECT_TIMEOUT = 3  # seconds: a frozen server must end a new connection, not hang a page
PRAGMAS = (
    "busy_timeout = 5000",  # first: turning WAL on may itself have to wait for another process
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "cache_size = -16384",  # 16 MB: a picture over a long history touches a page or three a key
)
SETTINGS = (
    "SET TIME ZONE 'UTC'",
    # Everything here is found by index seeks. Left to its estimates the planner, which cannot know how many keys a
    # recursive leap will find, reads whole tables to join them, and compiles the query for longer than it runs.
    *(f"SET enable_{way} = off" for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin")),
    "SET jit = off",
)
MIGRATION_LOCK = 20_180_401  # any number, the same in every process of this product


def connected(url: str) -> Engine:
    """An engine for `url`: sqlite:///path, or postgresql:// (postgres:// too), which always goes through psycopg 3.

    The folder of a SQLite file is made when it is not there. Nothing is connected yet, so a database that is down is
    met at the first read. ArgumentError when `url` is not one; ValueError when it names another kind of database.
    """
    address = make_url(url)
    if address.get_backend_name() in ("postgres", "postgresql"):
        return _postgresql(address)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    raise ValueError(f"The database must be sqlite or postgresql, not {address.get_backend_name()}")


def _postgresql(address: URL) -> Engine:
    timeout = {} if "connect_timeout" in address.query else {"connect_timeout": CONNECT_TIMEOUT}
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=timeout, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def settle(driver_connection, _record) -> None:
        driver_connection.autocommit = True
        driver_connection.execute("; ".join(SETTINGS))
        driver_connection.autocommit = False

    return engine


def _sqlite(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def settle(driver_connection, _record) -> None:
        driver_connection.isolation_level = None  # the driver's own BEGIN is always deferred; ours is below
        for pragma in PRAGMAS:
            driver_connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that turns writer fails at once when another wrote meanwhile, whatever busy_timeout.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection inside one read transaction: everything read through it is of one moment."""
    postgresql = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    options = postgresql if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection inside one transaction that may write: committed at the end, rolled back on any exception."""
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


def migrate(engine: Engine) -> None:
    """Bring the database to the newest tables; nothing happens when it is there, and two at once wait in turn."""
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config = _config()
        config.attributes["connection"] = connection
        alembic.command.upgrade(config, "head")


def migrated(engine: Engine) -> bool:
    """Whether the database has the newest tables; raises OperationalError when it cannot be reached."""
    heads = set(ScriptDirectory.from_config(_config()).get_heads())
    with reading(engine) as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
