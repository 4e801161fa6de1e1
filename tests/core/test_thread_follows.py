"""What a submission does to risks and to the plan is told before it is submitted."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import thread_follows
from sct_dash.core.changes import SCHEMA
from tests.frames import frame

ON = date(2026, 11, 15)
BANDS = frame("""
    | valid_from | part  | level | band  |
    | 2018-04-01 | score | 8     | amber |
    | 2018-04-01 | score | 12    | red   |
""")
RISKS = frame("""
    | reference | title  | opened_on  |
    | 4c        | Demand | 2020-01-01 |
""")
PLAN = {
    "outcomes": frame("""
        | outcome | title  | priority |
        | OUT1    | Stable | People   |
    """),
    "milestones": frame("""
        | milestone | outcome | title   | first_due_on |
        | M1        | OUT1    | Recruit | 2027-03-31   |
    """),
}


def scored(**days: float) -> pl.DataFrame:
    """Assessments of risk 4c: scored(oct=8.0) is one of 1 October 2026 with a score of 8."""
    dates = {"oct": date(2026, 10, 1), "nov": date(2026, 11, 20)}
    rows = [{"reference": "4c", "assessed_on": dates[day], "score": score} for day, score in days.items()]
    return pl.DataFrame(rows).with_columns(reason=pl.lit("More came"))


def told(before: dict, after: dict) -> list[tuple]:
    found = thread_follows.following(before, after, on=ON)
    assert found.schema == SCHEMA
    return found.select("name", "was", "becomes").rows()


def test_nothing_follows_where_nothing_differs():
    picture = {"risk_bands": BANDS, "risks": RISKS, "risk_scores": scored(oct=8.0), **PLAN}
    assert told(picture, picture) == told(picture, {**picture, "risk_scores": scored(oct=8.0)}) == []


def test_a_score_assessed_after_the_day_judged_on_is_told():
    before = {"risk_bands": BANDS, "risks": RISKS, "risk_scores": scored(oct=8.0)}
    after = {**before, "risk_scores": scored(oct=8.0, nov=12.0)}
    assert told(before, after) == [("Demand", "8", "12")]
    says = thread_follows.following(before, after, on=ON)["says"].item()
    assert "4c Demand" in says and "More came" in says and says.endswith(".") and not says.endswith("..")


NEW = pl.concat(
    [BANDS, BANDS.with_columns(valid_from=date(2026, 11, 20), band=pl.lit("red")).select(BANDS.columns)],
    how="vertical_relaxed",
)


@pytest.mark.parametrize(("today", "told_of"), [(date(2026, 11, 19), 0), (date(2026, 11, 20), 1), (None, 0)])
def test_a_matrix_is_told_once_it_is_in_force_and_not_before(today, told_of):
    before = {"risk_bands": BANDS, "risks": RISKS, "risk_scores": scored(oct=8.0)}
    found = thread_follows.following(before, {**before, "risk_bands": NEW}, on=ON, today=today)
    assert found.height == told_of
    assert all("8 is now Red, and was Amber, by the matrix" in says for says in found["says"])


def test_a_score_taken_back_is_told():
    before = {"risk_bands": BANDS, "risks": RISKS, "risk_scores": scored(oct=8.0)}
    assert told(before, {**before, "risk_scores": scored(oct=8.0).clear()}) == [("Demand", "8", None)]


@pytest.mark.parametrize(
    ("percent", "due", "becomes"), [(100.0, None, "Complete"), (20.0, date(2027, 6, 30), "30 June 2027")]
)
def test_a_milestone_that_is_complete_or_slips_is_told(percent, due, becomes):
    update = pl.DataFrame(
        {
            "milestone": ["M1"],
            "reported_on": [date(2026, 11, 18)],
            "percent": [percent],
            "revised_due_on": pl.Series([due], dtype=pl.Date),
            "status": ["complete" if percent == 100 else "in progress"],
            "reason": ["The panel met late"],
        }
    )
    assert [row[2] for row in told(PLAN, {**PLAN, "milestone_updates": update})] == [becomes]


def test_what_is_not_of_risks_or_the_plan_changes_nothing_here():
    before = {"risk_bands": BANDS, "risks": RISKS, "risk_scores": scored(oct=8.0), **PLAN}
    assert told(before, {**before, "kpis": frame("| kpi_code | name |\n| K1 | One |")}) == []
