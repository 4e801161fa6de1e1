"""The database: the engine the other commands work on, `db migrate` and `db seed`."""

import argparse
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError

from sct_dash import seed, settings
from sct_dash.cli.asking import ACCEPTED, Usage
from sct_dash.store import engine as engines


def add_commands(commands) -> None:
    """Add `db` and its deeds."""
    database = commands.add_parser("db", help="the database").add_subparsers(required=True, metavar="DEED")
    database.add_parser("migrate", help="build or change the tables").set_defaults(run=_migrate)
    seeding = database.add_parser("seed", help="fill it from data/")
    seeding.add_argument("--if-empty", action="store_true", help="the embedded database only, and only when empty")
    seeding.set_defaults(run=_seed)


def engine() -> Engine:
    """The engine of the settings; an embedded or other SQLite file is migrated on the way, a server is not."""
    asked = settings.read()
    if asked.embedded:
        settings.EMBEDDED.parent.mkdir(parents=True, exist_ok=True)
    found = _connected(asked.database_url)
    if not engines.migrated(found):
        if found.dialect.name != "sqlite":
            raise Usage("This database has not been prepared. Run: python -m sct_dash db migrate")
        engines.migrate(found)
    return found


def _connected(url: str) -> Engine:
    try:
        return engines.connected(url)
    except (ArgumentError, ValueError, OSError):
        raise Usage("DATABASE_URL must be sqlite:////a/path that can be written, or postgresql://...") from None


def _migrate(asked: argparse.Namespace, now: datetime) -> int:
    if settings.read().embedded:
        settings.EMBEDDED.parent.mkdir(parents=True, exist_ok=True)
    engines.migrate(_connected(settings.read().database_url))
    print("The tables are up to date.")
    return ACCEPTED


def _seed(asked: argparse.Namespace, now: datetime) -> int:
    if asked.if_empty and not settings.read().embedded:
        print("DATABASE_URL names this database, so it is not filled unless asked: python -m sct_dash db seed")
        return ACCEPTED
    made = seed.seed(engine(), settings.DATA, if_empty=asked.if_empty)
    print(f"{made} returns of data/ were loaded." if made else "Nothing was loaded: the returns are there already.")
    return ACCEPTED
