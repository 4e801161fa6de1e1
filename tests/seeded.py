"""A database filled from data/, made once a test run and copied for each test that needs one."""

import fcntl
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sct_dash import seed, settings
from sct_dash.store import engine as engines


def seeded_file(factory: pytest.TempPathFactory) -> Path:
    """The SQLite file filled from data/; the first worker that asks makes it, the others wait for it."""
    shared = factory.getbasetemp().parent if factory.getbasetemp().name.startswith("popen") else factory.getbasetemp()
    made = shared / "seeded.sqlite"
    with (shared / "seeded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = shared / "seeding.sqlite"
            engine = engines.connected(f"sqlite:///{making}")
            engines.migrate(engine)
            assert seed.seed(engine, settings.DATA) > 100
            engine.dispose()
            with closing(sqlite3.connect(making)) as connection:
                connection.execute("VACUUM INTO ?", (str(made),))
    return made


def copied(source: Path, folder: Path) -> Path:
    """A test's own copy of a seeded file that nobody has open."""
    return Path(shutil.copy(source, folder / "sct_dash.sqlite"))
