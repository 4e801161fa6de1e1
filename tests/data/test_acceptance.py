"""Every file of data/ is taken by the check of its kind, in load order, knowing only what was sent before it."""

from datetime import date
from pathlib import Path

from sct_dash.core.frames import SCHEMAS, empty
from sct_dash.returns import RETURNS
from sct_dash.returns.checking import Known, check
from sct_dash.returns.comparing import upserted

DATA = Path(__file__).parents[2] / "data"


def test_every_file_is_accepted_in_load_order_with_no_column_unread():
    picture = {kind: empty(kind) for kind in SCHEMAS}
    paths = sorted(DATA.glob("*/*.csv"), key=lambda path: (path.name[:10], int(path.name.split(".")[1])))
    assert len(paths) > 120
    for path in paths:
        kind = RETURNS[path.name.split(".")[2]]
        known = Known(today=date.fromisoformat(path.name[:10]), picture=picture)
        checked = check(kind, path.read_bytes(), path.name, known)
        assert checked.accepted, (path.name, checked.findings.to_dicts()[:3])
        assert checked.notices == [], path.name
        assert checked.rows.height == checked.count == len(path.read_text(encoding="utf-8").splitlines()) - 1
        picture[kind.name] = upserted(kind, checked.rows, picture[kind.name])
    assert picture["kpi_values"].height > 2700


def test_no_two_files_of_one_day_have_the_same_number():
    names = [path.name.split(".")[:2] for path in DATA.glob("*/*.csv")]
    assert len(names) == len({tuple(name) for name in names})
