"""What turns between two frames of kpi_status: a series a case, its last month the one that makes the difference."""

from datetime import date
from functools import partial

import polars as pl
import pytest

from sct_dash.core import turns, verdicts
from sct_dash.core.differences import ROWS
from sct_dash.core.status import kpi_status
from tests.frames import frame

ON = date(2026, 6, 10)
STEADY = [80.0, 84.0] * 10


def shown(values, direction="higher", target=None, **more):
    """kpi_status of one count, KPI7 Visits, with these values up to May 2026."""
    kpis = frame(f"""
        | kpi_code | name   | unit  | direction   | aggregation | frequency | valid_from |
        | KPI7     | Visits | count | {direction} | snapshot    | month     | 2018-04-01 |
    """)
    months = pl.date_range(date(2020, 1, 1), date(2026, 5, 1), "1mo", eager=True).tail(len(values))
    held = pl.DataFrame(
        {"kpi_code": "KPI7", "period": months, "value": values, "submission_id": range(1, len(values) + 1)}
    )
    held = held.with_columns(period_end=pl.col("period").dt.month_end())
    targets = {"targets": pl.DataFrame({"kpi_code": ["KPI7"], "valid_from": [date(2018, 4, 1)], "target": [target]})}
    return kpi_status({"kpis": kpis, "kpi_values": held} | (targets if target else {}) | more, on=ON)


def told(of, before, after):
    found = of(turns.compared(before, after))
    assert found.schema == ROWS
    return found.select("what", "change", "period", "submission_id", "rest").rows()


def test_a_real_change_starts_with_its_evidence():
    before, after = shown(STEADY), shown([*STEADY, 40.0])
    assert told(turns.signals, before, after) == [
        (
            *("signal", "began", "2026-05", 21),
            ": a real change for the worse starts (below the usual range, in May 2026)",
        )
    ]


@pytest.mark.parametrize(
    ("direction", "change"),
    [("higher", "a real change for the worse"), ("lower", "a real change for the better"), ("neutral", "a real fall")],
)
def test_a_fall_is_worse_better_or_just_a_fall_by_what_is_better(direction, change):
    ((*_, rest),) = told(turns.signals, shown(STEADY, direction), shown([*STEADY, 40.0], direction))
    assert rest.startswith(f": {change} starts (")


def test_seven_in_a_row_start_a_real_change_since_the_first_of_them():
    run = [*STEADY, *[83.0] * 6]
    ((*_, rest),) = told(turns.signals, shown(run[:-1]), shown(run))
    assert rest == (
        ": a real change for the better starts (seven or more months in a row above the average, since November 2025)"
    )


def test_a_real_change_that_is_over_ends():
    ((_, change, _, _, rest),) = told(turns.signals, shown([*STEADY, 40.0]), shown([*STEADY, 40.0, 80.0]))
    assert (change, rest) == ("ended", ": a real change for the worse ends; it is within its usual variation")


def test_a_real_change_ends_where_the_range_is_worked_out_afresh():
    rebases = pl.DataFrame({"kpi_code": ["KPI7"], "rebase_on": [date(2026, 5, 1)]})
    fallen = [*STEADY, 40.0]
    ((_, change, _, _, rest),) = told(turns.signals, shown(fallen), shown(fallen, rebases=rebases))
    assert change == "ended"
    assert rest == ": a real change for the worse ends; too few points since the limits were reset on 1 May 2026"


def test_a_real_change_that_turns_names_both():
    ((_, change, _, _, rest),) = told(turns.signals, shown([*STEADY, 40.0]), shown([*STEADY, 40.0, 140.0]))
    assert change == "turned"
    assert rest == (
        ": a real change for the worse turns into a real change for the better (above the usual range, in May 2026)"
    )


def test_what_goes_on_or_cannot_be_told_is_no_signal():
    assert told(turns.signals, shown([*STEADY, 40.0]), shown([*STEADY, 40.0, 39.0])) == []
    assert told(turns.signals, shown([80.0] * 5), shown([*[80.0] * 5, 10.0])) == []
    assert told(turns.signals, shown(STEADY[:12]), shown(STEADY[:14])) == []
    assert told(turns.signals, shown(STEADY), shown([*STEADY, 80.0])) == []


def test_a_kpi_that_is_new_or_gone_has_no_signal_and_no_outlook():
    fallen = shown([*STEADY, 40.0], target=10.0)
    for before, after in ((fallen.clear(), fallen), (fallen, fallen.clear())):
        assert told(turns.signals, before, after) == told(turns.outlooks, before, after) == []
    assert [row[:2] for row in told(turns.statuses, fallen.clear(), fallen)] == [("kpi", "new")]
    assert [row[:2] for row in told(turns.statuses, fallen, fallen.clear())] == [("kpi", "gone")]


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        (60.0, 82.0, "‘Will be met’ to ‘Hit or miss’"),
        (82.0, 120.0, "‘Hit or miss’ to ‘Will be missed’"),
        (None, 60.0, "‘Not known’ to ‘Will be met’"),
    ],
)
def test_what_to_expect_of_the_target_is_told_when_it_turns(was, becomes, says):
    before, after = shown(STEADY, target=was), shown(STEADY, target=becomes)
    ((what, change, _, number, rest),) = told(turns.outlooks, before, after)
    assert (what, change, number) == ("assurance", "changed", None)
    assert rest == f": what to expect of its target goes from {says}"
    assert told(turns.outlooks, after, after) == []


def test_a_status_names_its_period_when_asked_and_both_when_they_differ():
    april, may = shown([80.0], target=85.0), shown([90.0], target=85.0)
    assert told(turns.statuses, april, may)[0][4] == " goes from Red to Green"
    dated = partial(turns.statuses, dated=True)
    assert told(dated, april, may)[0][4] == " goes from Red to Green for May 2026"
    earlier = april.with_columns(period_start=date(2026, 4, 1), period_end=date(2026, 4, 30))
    assert told(dated, earlier, may)[0][4] == " goes from Red for April 2026 to Green for May 2026"
    quarter = earlier.with_columns(period_start=date(2026, 1, 1), period_end=date(2026, 3, 31))
    assert told(dated, quarter, may)[0][4] == " goes from Red for Q4 2025/26 to Green for May 2026"


@pytest.mark.parametrize(
    ("before", "after", "cause"),
    [
        (("2026-04-30", 3), ("2026-05-31", 7), 7),
        (("2026-05-31", 7), ("2026-04-30", 3), 7),
        (("2026-04-30", 9), ("2026-05-31", 5), 5),
        (("2026-05-31", 5), ("2026-04-30", 9), 5),
        (("2026-05-31", 3), ("2026-05-31", 7), 7),
        (("2026-05-31", 7), ("2026-05-31", 3), 7),
        (("2026-05-31", 3), ("2026-05-31", 3), None),
        (("2026-04-30", 3), ("2026-05-31", None), None),
    ],
)
def test_the_cause_is_the_submission_of_the_figure_that_came_or_went(before, after, cause):
    def status(word, end, number):
        row = shown([80.0], target=85.0)
        end = pl.lit(date.fromisoformat(end))
        start = end.dt.month_start()
        return row.with_columns(status=pl.lit(word), period_end=end, period_start=start, submission_id=pl.lit(number))

    assert [row[3] for row in told(turns.statuses, status("red", *before), status("green", *after))] == [cause]


def test_every_real_variation_has_words():
    rows = {name for name in verdicts.VARIATION_WORDS if name not in turns.NOT_REAL}
    assert rows == {f"{sense}_{way}" for sense in ("improvement", "concern", "neutral") for way in ("high", "low")}
