"""A KPI that looks back over twelve months: rated like any other, and not judged as a real change or chance."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import changes, outlook, status
from sct_dash.core.follows import following
from sct_dash.core.frames import OVERLAPPING
from tests.frames import frame

ON = date(2024, 6, 1)
KPIS = frame("""
    | kpi_code | name     | unit    | direction | aggregation | frequency | valid_from | computed_from         |
    | LEFT     | Turnover | percent | lower     | snapshot    | month     | 2018-04-01 | staffing.turnover_12m |
""")
TARGETS = frame("""
    | kpi_code | valid_from | target | tolerance |
    | LEFT     | 2018-04-01 | 13     | 3         |
""")
MONTHS = pl.date_range(date(2020, 1, 1), date(2024, 5, 1), "1mo", eager=True).alias("period")


def staffing():
    """One team of ten people; one of them leaves every other month, and two every month of the last six."""
    month = pl.col("period")
    steady = pl.when(month.dt.month() % 2 == 0).then(1.0).otherwise(0.0)
    return MONTHS.to_frame().select(
        month_end=month.dt.month_end(),
        team=pl.lit("North"),
        role=pl.lit("social worker"),
        in_post_fte=pl.lit(10.0),
        leavers_fte=pl.when(month >= date(2023, 12, 1)).then(2.0).otherwise(steady),
        days_lost=pl.lit(5.0),
        days_available=pl.lit(100.0),
        submission_id=pl.lit(7),
    )


def typed():
    """The monthly rate as somebody typed it: 5% and 6% in turn, and 40% in the last month."""
    month = pl.col("period")
    return MONTHS.to_frame().with_columns(
        kpi_code=pl.lit("LEFT"),
        period_end=month.dt.month_end(),
        value=pl.when(month == month.max()).then(40.0).otherwise(5.0 + month.dt.month() % 2),
        submission_id=pl.lit(3),
    )


OVERLAPS = {"kpis": KPIS, "targets": TARGETS, "kpi_values": typed(), "staffing": staffing()}
JUDGED = {**OVERLAPS, "kpis": KPIS.with_columns(computed_from=pl.lit(None, pl.String))}


TOO_HIGH = "134.0 points too high for Amber, 137.0 points too high for Green"


def row(picture):
    return status.kpi_status(picture, on=ON).row(0, named=True)


def test_it_keeps_its_status_margin_and_travel_and_has_no_limits():
    found = row(OVERLAPS)
    assert (found["status"], found["value"], found["travel"], found["moved"]) == ("red", 150.0, "worse", False)
    assert (found["margin"], found["target"], found["tolerance"]) == (TOO_HIGH, 13, 3)
    assert (found["variation"], found["assurance"], found["trial"]) == ("overlapping", "none", False)
    assert [found[name] for name in ("mean", "lpl", "upl", "signal_type", "signal_from", "rebased_on")] == [None] * 6
    assert found["sentence"] == (
        "Red: 150.0% against a target of 13% or lower. Not judged as a real change or chance: each month shares eleven "
        f"with the one before. {TOO_HIGH}. Worse than the month before, 130.0%."
    )


def test_nothing_is_said_of_what_comes_next():
    ahead = outlook.ahead(row(OVERLAPS))
    assert (ahead.low, ahead.high, ahead.steps) == (None, None, None)
    assert [period.words for period in ahead.periods] == ["June 2024", "July 2024", "August 2024"]


@pytest.mark.parametrize("source", OVERLAPPING)
def test_it_is_so_before_anything_is_reported(source):
    none = {"kpis": KPIS.with_columns(computed_from=pl.lit(source)), "targets": TARGETS}
    found = row(none)
    assert (found["status"], found["variation"], found["signal_points"]) == ("no_data", "overlapping", 0)


def test_a_definition_by_which_the_months_overlap_does_not_end_a_concern():
    assert (row(JUDGED)["variation"], row(JUDGED)["assurance"]) == ("concern_high", "pass")
    found = changes.between(JUDGED, OVERLAPS, then_on=ON, now_on=ON)
    (signal,) = found.filter(what="signal").iter_rows(named=True)
    assert (signal["change"], signal["was"], signal["becomes"], signal["submission_id"]) == (
        *("unjudged", "Concern: rising", "Not judged: months overlap"),
        None,
    )
    assert signal["says"] == (
        "LEFT Turnover: a real change for the worse is no longer judged, for each month shares eleven with the one "
        "before"
    )
    (expected,) = found.filter(what="assurance")["says"]
    assert expected.endswith("goes from ‘On average so far: met’ to ‘Not judged’")
    assert "1 real change is no longer judged" in changes.counted(found)
    assert not [words for words in changes.counted(found) if "ended" in words]
    assert signal["says"] in following(JUDGED, OVERLAPS, on=ON)["says"].to_list()


def test_what_is_worked_out_month_by_month_never_starts_turns_or_ends_a_real_change():
    earlier = {**OVERLAPS, "staffing": staffing().filter(pl.col("month_end") < date(2023, 12, 1))}
    found = changes.between(earlier, OVERLAPS, then_on=date(2023, 12, 1), now_on=ON)
    assert found.is_empty()
    says = following(earlier, OVERLAPS, on=ON)["says"].to_list()
    assert says and not [words for words in says if "real change" in words or "expect" in words]
