"""Every file of data/ taken by the check of its kind in load order, each knowing only what was sent before it."""

from datetime import date
from pathlib import Path

import pytest

from sct_dash.core.frames import SCHEMAS, empty
from sct_dash.returns import RETURNS
from sct_dash.returns.checking import Known, check
from sct_dash.returns.comparing import upserted

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def taken():
    """(what the check made of each file by its path, and the picture of every kind after the last one)."""
    picture = {kind: empty(kind) for kind in SCHEMAS}
    made = {}
    for path in sorted(DATA.glob("*/*.csv"), key=lambda path: (path.name[:10], int(path.name.split(".")[1]))):
        kind = RETURNS[path.name.split(".")[2]]
        known = Known(today=date.fromisoformat(path.name[:10]), picture=picture)
        made[path] = check(kind, path.read_bytes(), path.name, known)
        picture[kind.table] = upserted(kind, made[path].rows, picture[kind.table])
    return made, picture


@pytest.fixture(scope="session")
def picture(taken):
    return taken[1]
