"""What follows from a submission is the same worked out for all KPIs, for those touched, and in portions."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core.changes import SCHEMA, consequences, restated
from sct_dash.core.follows import KINDS, following
from sct_dash.core.frames import SCHEMAS
from sct_dash.core.status import kpi_status, series
from tests.frames import frame

ON = date(2026, 6, 10)
CODES = [f"KPI{number}" for number in range(6)]
KPIS = pl.concat(
    frame(f"""
        | kpi_code | name     | unit  | direction | aggregation | frequency | valid_from |
        | {code}   | Measure  | count | higher    | snapshot    | month     | 2018-04-01 |
    """)
    for code in CODES
)
TARGETS = frame(
    "| kpi_code | valid_from | target | tolerance |\n" + "".join(f"| {c} | 2018-04-01 | 80 | 5 |\n" for c in CODES)
)
MONTHS = pl.date_range(date(2024, 6, 1), date(2026, 5, 1), "1mo", eager=True)
VALUES = pl.concat(
    pl.DataFrame({"kpi_code": code, "period": MONTHS, "value": [82.0, 86.0] * 12}) for code in CODES
).with_columns(period_end=pl.col("period").dt.month_end())
HELD = {"kpis": KPIS, "targets": TARGETS, "kpi_values": VALUES}


def fallen(*codes):
    """The picture with the last value of these KPIs at 20."""
    last = pl.col("kpi_code").is_in(codes) & (pl.col("period") == MONTHS[-1])
    return {**HELD, "kpi_values": VALUES.with_columns(value=pl.when(last).then(20.0).otherwise("value"))}


def whole(before, after):
    turned = consequences(kpi_status(before, on=ON), kpi_status(after, on=ON))
    return pl.concat([turned, restated(series(before), series(after))])


RELIEF = {"relief": frame("| kpi_code | relief_from | relief_to |\n| KPI2 | 2026-04-01 | 2026-12-31 |")}
RAISED = TARGETS.with_columns(target=pl.when(pl.col("kpi_code") == "KPI3").then(95.0).otherwise("target"))
REBASES = {"rebases": frame("| kpi_code | rebase_on |\n| KPI1 | 2026-05-01 |")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HELD, fallen("KPI1", "KPI4")),
        (fallen("KPI1", "KPI4"), HELD),
        (HELD, {**HELD, "targets": RAISED}),
        (HELD, HELD | RELIEF),
        (fallen("KPI1"), fallen("KPI1") | REBASES),
        (HELD, {**HELD, "kpis": KPIS.head(4)}),
        ({}, HELD),
        (HELD, {}),
    ],
)
def test_only_the_kpis_touched_are_worked_out_and_nothing_is_missed(before, after):
    found = following(before, after, on=ON)
    assert found.schema == SCHEMA and found.height
    assert found.equals(whole(before, after))


@pytest.mark.parametrize("portion", [1, 24, 25, 47, 10_000])
def test_portions_give_the_same_rows(portion):
    before, after = HELD, fallen("KPI0", "KPI1", "KPI3", "KPI5")
    cut = following(before, after, on=ON, portion=portion)
    assert cut.sort("kpi", "says").equals(whole(before, after).sort("kpi", "says"))
    assert cut.height == 12  # a status, a signal and a restatement each


def test_of_the_same_rows_nothing_follows():
    again = {kind: rows.clone() for kind, rows in HELD.items()}
    assert following(HELD, again, on=ON).is_empty()
    assert following({}, {}, on=ON).schema == SCHEMA
    resent = {**HELD, "kpi_values": VALUES.with_columns(submission_id=pl.lit(9))}
    assert following(HELD, resent, on=ON).is_empty()


def test_every_kind_that_says_something_of_a_kpi_is_looked_at():
    assert set(KINDS) == {kind for kind, schema in SCHEMAS.items() if "kpi_code" in schema} - {"comparisons"}
