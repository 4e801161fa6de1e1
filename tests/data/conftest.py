"""Every file of data/ taken by the check of its kind in load order, each knowing only what was sent before it."""

from pathlib import Path

import pytest

from sct_dash.core.frames import SCHEMAS, empty
from sct_dash.returns import RETURNS
from sct_dash.returns.checking import Known, check
from sct_dash.returns.comparing import upserted
from sct_dash.seed import seed_files

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def taken():
    """(what the check made of each file by its path, and the picture of every kind after the last one)."""
    picture = {kind: empty(kind) for kind in SCHEMAS}
    made = {}
    for file in seed_files(DATA):
        kind = RETURNS[file.kind]
        known = Known(today=file.day, picture=picture)
        made[file.path] = check(kind, file.path.read_bytes(), file.name, known)
        picture[kind.table] = upserted(kind, made[file.path].rows, picture[kind.table])
    return made, picture


@pytest.fixture(scope="session")
def picture(taken):
    return taken[1]
