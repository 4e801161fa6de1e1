"""What comes next: a range that rests on the limits alone, and steps that end exactly on the target."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core.frames import UNITS
from sct_dash.core.outlook import AHEAD, ahead, shown_limits
from sct_dash.core.periods import parsed

ROW = {
    **{"unit": "percent", "direction": "higher", "status": "amber", "relieved": False, "value": 85.0, "symbol": None},
    **{"denominator": None, "target": 90.0, "target_upper": None, "trial": False, "rebased_on": None},
    **{"period_start": date(2026, 10, 1), "period_end": date(2026, 10, 31), "variation": "common_cause"},
    **{"signal_points": 40, "mean": 84.0, "lpl": 78.0, "upl": 90.5},
}


def row(**cells):
    return ROW | cells


def test_the_range_is_that_of_the_limits_and_the_steps_are_equal_and_end_on_the_target():
    found = ahead(ROW)
    assert (found.low, found.high) == (78.0, 90.5)
    assert found.steps == pytest.approx((86.0, 88.0, 90.0))
    assert found.steps[-1] == 90.0
    assert len(found.periods) == len(found.steps) == AHEAD == 3
    assert found.says == (
        "If nothing changes, the figures from November 2026 to January 2027 can be expected to lie between 78.0% and "
        "90.5%; from the average, 84.0%, a target of 90% needs 86.0%, 88.0% and then 90.0%."
    )


@pytest.mark.parametrize(
    ("own", "labels"),
    [
        ("2026-10", ["2026-11", "2026-12", "2027-01"]),
        ("2026/27 Q3", ["2026/27 Q4", "2027/28 Q1", "2027/28 Q2"]),
        ("2025/26", ["2026/27", "2027/28", "2028/29"]),
        ("census 2025", ["census 2026", "census 2027", "census 2028"]),
    ],
)
def test_the_three_periods_are_the_ones_that_follow_in_the_same_grain(own, labels):
    span = parsed(own)
    assert [period.label for period in ahead(row(period_start=span.start, period_end=span.end)).periods] == labels


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        ({"status": "late", "value": None}, "2026-10"),
        ({"status": "not_due", "value": None}, "2026-10"),
        ({"status": "no_data", "value": None}, "2026-10"),
        ({"status": "no_data", "value": None, "symbol": "c"}, "2026-11"),
        ({"status": "no_data", "value": None, "denominator": 0.0}, "2026-11"),
        ({"relieved": True}, "2026-11"),
    ],
)
def test_a_period_without_its_figure_is_still_ahead_and_one_with_a_symbol_is_past(cells, first):
    assert ahead(row(**cells)).periods[0].label == first


@pytest.mark.parametrize(
    ("unit", "low", "high"),
    [
        ("percent", 0.0, 100.0),
        ("per_10000", 0.0, 120.0),
        ("count", 0.0, 120.0),
        ("days", 0.0, 120.0),
        ("ratio", 0.0, 120.0),
        ("score", -5.0, 120.0),
        ("currency", -5.0, 120.0),
    ],
)
def test_a_range_is_shown_within_what_the_unit_can_be(unit, low, high):
    found = ahead(row(unit=unit, lpl=-5.0, upl=120.0, target=None))
    drawn = shown_limits(pl.DataFrame({"lpl": [-5.0, None, 10.0], "upl": [120.0, None, 20.0]}), unit)
    assert (found.low, found.high) == (low, high)
    assert drawn.select("low", "high").rows() == [(low, high), (None, None), (10.0, 20.0)]
    assert drawn["lpl"].to_list() == [-5.0, None, 10.0]
    assert unit in UNITS


@pytest.mark.parametrize(
    ("cells", "steps", "ends"),
    [
        ({"target": 84.0}, None, "; the average, 84.0%, meets a target of 84%."),
        ({"target": 80.0}, None, "; the average, 84.0%, meets a target of 80%."),
        ({"target": 84.0 + 1e-10}, None, "; the average, 84.0%, meets a target of 84%."),
        ({"target": None}, None, "between 78.0% and 90.5%; there is no target to reach."),
        ({"direction": "neutral", "target": None}, None, "between 78.0% and 90.5%."),
        ({"direction": "neutral", "target": 90.0}, None, "between 78.0% and 90.5%."),
        ({"direction": "lower"}, None, "; the average, 84.0%, meets a target of 90% or lower."),
        ({"direction": "lower", "target": 78.0}, (82.0, 80.0, 78.0),
         "a target of 78% or lower needs 82.0%, 80.0% and then 78.0%."),
        ({"direction": "range", "target": 80.0, "target_upper": 85.0}, None, "meets a target of 80% to 85%."),
        ({"direction": "range", "target": 87.0, "target_upper": 95.0}, (85.0, 86.0, 87.0),
         "a target of 87% to 95% needs 85.0%, 86.0% and then 87.0%."),
        ({"direction": "range", "target": 70.0, "target_upper": 78.0}, (82.0, 80.0, 78.0),
         "a target of 70% to 78% needs 82.0%, 80.0% and then 78.0%."),
        ({"direction": "range", "target": 90.0}, (86.0, 88.0, 90.0), "needs 86.0%, 88.0% and then 90.0%."),
        ({"direction": "range", "target": 80.0}, None, "meets a target of 80% or higher."),
    ],
)  # fmt: skip
def test_the_steps_go_to_the_nearer_edge_and_are_none_where_the_mean_meets_it(cells, steps, ends):
    found = ahead(row(**cells))
    assert found.steps == (None if steps is None else pytest.approx(steps))
    assert found.says.endswith(ends)


def test_the_range_is_beside_the_steps_and_not_moved_by_them():
    assert {(ahead(row(target=target)).low, ahead(row(target=target)).high) for target in (None, 50.0, 99.0)} == {
        (78.0, 90.5)
    }


@pytest.mark.parametrize(
    ("cells", "steps", "ends"),
    [
        ({"value": 87.0}, (88.0, 89.0, 90.0), "from the latest figure, 87.0%, a target of 90% needs 88.0%, 89.0% and"),
        ({"value": 91.0, "status": "green"}, None, "the latest figure, 91.0%, meets a target of 90%."),
        ({"value": 78.0}, (82.0, 86.0, 90.0), "from the latest figure, 78.0%, a target of 90% needs"),
        ({"value": 84.0}, (86.0, 88.0, 90.0), "from the latest figure, 84.0%, a target of 90% needs"),
        ({"value": 87.0, "relieved": True}, (86.0, 88.0, 90.0), "from the average, 84.0%, a target of 90% needs"),
        ({"value": None, "status": "late"}, (86.0, 88.0, 90.0), "from the average, 84.0%, a target of 90% needs"),
        ({"value": 60.0, "direction": "range", "target": 80.0, "target_upper": 90.0}, (200 / 3, 220 / 3, 80.0),
         "from the latest figure, 60.0%, a target of 80% to 90% needs"),
        ({"value": 99.0, "direction": "range", "target": 87.0, "target_upper": 90.0}, (96.0, 93.0, 90.0),
         "from the latest figure, 99.0%, a target of 87% to 90% needs"),
        ({"value": None, "status": "late", "target": 80.0}, None, "; the average, 84.0%, meets a target of 80%."),
    ],
)  # fmt: skip
def test_while_the_level_changes_the_steps_start_at_the_latest_figure_nearer_or_further(cells, steps, ends):
    found = ahead(row(variation="improvement_high", **cells))
    assert found.steps == (None if steps is None else pytest.approx(steps))
    assert ends in found.says


@pytest.mark.parametrize(
    ("cells", "ends"),
    [
        ({"value": 78.0, "target": 80.0},
         "; the latest figure, 78.0%, misses a target of 80%, though the average, 84.0%, does not."),
        ({"value": 79.99, "target": 80.0},
         "; the latest figure, 79.99%, misses a target of 80%, though the average, 84.0%, does not."),
        ({"value": 90.0, "target": 85.0, "direction": "lower"},
         "; the latest figure, 90.0%, misses a target of 85% or lower, though the average, 84.0%, does not."),
        ({"value": 60.0, "target": 80.0, "variation": "concern_low", "relieved": True},
         "; the latest figure, 60.0%, misses a target of 80%, though the average, 84.0%, does not."),
        ({"value": 80.0, "target": 80.0}, "; the average, 84.0%, meets a target of 80%."),
    ],
)  # fmt: skip
def test_an_average_is_not_said_to_meet_a_target_that_the_latest_figure_misses(cells, ends):
    found = ahead(row(**cells))
    assert found.steps is None
    assert found.says.endswith(ends)


@pytest.mark.parametrize("variation", ["improvement_high", "concern_low", "neutral_high"])
def test_a_range_that_rests_on_a_changing_level_is_no_promise(variation):
    says = ahead(row(variation=variation)).says
    assert says.startswith(
        "The level is changing, so the usual range is no sure guide: on the average so far the figures from November "
        "2026 to January 2027 could be expected to lie between 78.0% and 90.5%; "
    )
    assert "If nothing changes" not in says


def test_too_few_points_give_no_range_and_no_steps_and_say_so():
    found = ahead(row(variation="too_few", signal_points=5, lpl=None, upl=None))
    assert (found.low, found.high, found.steps) == (None, None, None)
    assert found.says == "Too few points for limits (5 of 13), so there is no range for what comes next."
    assert len(found.periods) == 3
    overlaps = ahead(row(variation="overlapping", signal_points=40, lpl=None, upl=None, mean=None))
    assert (overlaps.low, overlaps.high, overlaps.steps) == (None, None, None)
    assert overlaps.says == "Each month shares eleven with the one before, so there is no range for what comes next."
    reset = ahead(row(variation="too_few", signal_points=40, lpl=None, upl=None, rebased_on=date(2026, 10, 1)))
    assert reset.says == (
        "Too few points since the limits were reset on 1 October 2026, so there is no range for what comes next."
    )


def test_limits_on_trial_and_relief_are_said():
    assert ahead(row(trial=True)).says.endswith("The range rests on trial limits, from few points.")
    assert "between 78.0% and 90.5%, relieved periods left out; " in ahead(row(relieved=True)).says


def test_a_range_of_one_figure_is_told_as_that_figure():
    constant = row(mean=100.0, lpl=100.0, upl=100.0, value=100.0)
    assert ahead(constant).says == (
        "If nothing changes, the figures from November 2026 to January 2027 can be expected to be 100.0%; the average, "
        "100.0%, meets a target of 90%."
    )


def test_steps_that_would_look_alike_are_told_to_more_places():
    says = ahead(row(unit="count", direction="lower", mean=14.24, target=14.0, lpl=6.0, upl=22.0, value=15.0)).says
    assert says.endswith("from the average, 14.24, a target of 14 or lower needs 14.16, 14.08 and then 14.00.")


def test_units_are_said():
    says = ahead(row(unit="days", direction="lower", mean=12.0, target=9.0, lpl=8.0, upl=16.0, value=12.0)).says
    assert "between 8.0 days and 16.0 days; from the average, 12.0 days, a target of 9 days or lower needs" in says
