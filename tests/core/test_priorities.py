"""The six priorities side by side, and the themes of the plan: milestones, KPIs by status and risks by band."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import plan, priorities
from sct_dash.core.frames import PRIORITIES
from tests.frames import frame

ON = date(2026, 11, 22)
MILESTONES = """
| milestone | outcome | title | first_due_on |
| M1        | O1      | Step  | 2027-03-31   |
| M2        | O1      | Step  | 2027-03-31   |
| M3        | O2      | Step  | 2027-03-31   |
| M4        | O2      | Step  | 2025-03-31   |
| M5        | O2      | Step  | 2027-03-31   |
| M6        | O4      | Step  | 2027-03-31   |
"""
UPDATES = """
| milestone | reported_on | percent | status      |
| M1        | 2026-11-01  | 100     | complete    |
| M2        | 2026-11-01  | 20      | in progress |
| M3        | 2026-11-01  | 30      | in progress |
| M5        | 2026-11-01  | 90      | cancelled   |
"""
OUTCOMES = """
| outcome | title | theme       | priority   | weight |
| O1      | One   | People      | People     | -      |
| O2      | Two   | Practice    | People     | -      |
| O3      | Three | Practice    | Practice   | -      |
| O4      | Four  | -           | Prevention | -      |
"""
STATUS = """
| priority   | status   | relieved | demonstration |
| People     | red      | false    | false         |
| People     | red      | true     | false         |
| People     | amber    | false    | false         |
| People     | green    | false    | false         |
| People     | late     | false    | false         |
| People     | no_data  | false    | false         |
| People     | neutral  | false    | false         |
| People     | not_due  | false    | false         |
| People     | late     | true     | false         |
| Practice   | green    | false    | true          |
| -          | red      | false    | false         |
"""
REGISTER = """
| reference | priority   | band  | movement | demonstration |
| 1         | People     | red   | same     | false         |
| 2         | People     | amber | up       | false         |
| 3         | People     | green | new      | false         |
| 4         | People     | -     | new      | false         |
| 5         | People     | red   | closed   | false         |
| 6         | Prevention | red   | -        | true          |
| 7         | -          | red   | same     | false         |
"""


def picture(outcomes: str = OUTCOMES, updates: str = UPDATES, **more: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {
        "milestones": frame(MILESTONES),
        "milestone_updates": frame(updates),
        "outcomes": frame(outcomes, weight=pl.Float64),
        **more,
    }


def standing(held: dict[str, pl.DataFrame], status: str = STATUS, register: str = REGISTER) -> pl.DataFrame:
    return priorities.standing(held, on=ON, status=frame(status), register=frame(register))


def row(found: pl.DataFrame, priority: str) -> dict:
    return found.filter(priority=priority).row(0, named=True)


def test_the_six_stand_in_their_order_with_the_columns_that_are_exported_first():
    found = standing(picture())
    assert found["priority"].to_list() == list(PRIORITIES)
    assert found.columns[:13] == [
        "priority", "outcomes", "milestones", "complete", "on_track", "at_risk", "late", "progress", "kpis_green",
        "kpis_amber", "kpis_red", "kpis_no_data", "risks_red",
    ]  # fmt: skip
    assert found.columns == [*priorities.EXPORTED, *priorities.DETAIL]


def test_a_priority_counts_the_milestones_of_all_its_outcomes_and_the_cancelled_apart():
    people = row(standing(picture()), "People")
    assert (people["outcomes"], people["milestones"], people["milestones_reported"]) == (2, 4, 3)
    names = ("complete", "on_track", "late", "at_risk", "not_reported", "cancelled")
    assert tuple(people[name] for name in names) == (1, 2, 1, 0, 0, 1)
    assert people["brag"] == "late"


def test_a_kpi_counts_once_and_one_relieved_of_its_colour_apart():
    people = row(standing(picture()), "People")
    names = ("green", "amber", "red", "no_data", "relieved", "late", "other")
    assert [people[f"kpis_{name}"] for name in names] == [1, 1, 1, 1, 1, 2, 2]
    assert sum(people[f"kpis_{name}"] for name in names) == 9


def test_risks_count_by_band_without_those_closed_and_one_without_a_band_in_all_of_them():
    found = standing(picture())
    people = row(found, "People")
    assert [people[name] for name in ("risks_red", "risks_amber", "risks_green", "risks")] == [1, 1, 1, 4]
    assert row(found, "Prevention")["risks_red"] == 1


@pytest.mark.parametrize(
    ("weights", "progress"),
    [
        ((None, None), 50.0),  # the mean of 100, 20 and 30
        ((3.0, None), 50.0),  # not every outcome has one
        ((3.0, 1.0), 52.5),  # 60 and 30, three to one
    ],
)
def test_progress_is_of_the_milestones_or_where_every_outcome_has_a_weight_of_the_outcomes(weights, progress):
    weighed = frame(OUTCOMES).with_columns(weight=pl.Series([*weights, None, None], dtype=pl.Float64))
    assert row(standing({**picture(), "outcomes": weighed}), "People")["progress"] == progress


def test_an_outcome_without_progress_does_not_pull_a_weighted_priority_down():
    outcomes = OUTCOMES.replace("People     | -", "People     | 1").replace("Practice   | -", "People     | 5")
    assert row(standing(picture(outcomes)), "People")["progress"] == 45.0


def test_what_is_not_known_is_not_nought_and_what_there_is_none_of_is():
    found = standing(picture())
    practice, prevention, excellence = (
        row(found, name) for name in ("Practice", "Prevention", "Striving for Excellence")
    )
    assert (practice["outcomes"], practice["milestones"], practice["progress"]) == (1, 0, None)
    assert (prevention["milestones"], prevention["progress"], prevention["brag"]) == (1, None, "not_reported")
    assert (excellence["outcomes"], excellence["kpis_red"], excellence["risks"]) == (0, 0, 0)
    assert (excellence["progress"], excellence["intent"], excellence["brag"]) == (None, None, "not_reported")
    empty = priorities.standing({}, on=ON, status=frame(STATUS).clear(), register=frame(REGISTER).clear())
    assert empty["progress"].null_count() == 6 and empty["kpis_green"].to_list() == [0] * 6


def test_a_priority_is_a_demonstration_by_any_part_of_it_and_tells_its_intent():
    intents = frame("| priority | intent |\n| People | Keep workers |")
    found = standing(picture(priorities=intents))
    marked = found.filter("demonstration")["priority"].to_list()
    assert marked == ["Practice", "Prevention"]  # by a KPI and by a risk
    assert row(found, "People")["intent"] == "Keep workers"
    steps = frame(MILESTONES).with_columns(demonstration=pl.col("milestone") == "M3")
    assert row(standing({**picture(), "milestones": steps}), "People")["demonstration"]


def test_the_milestones_of_the_priorities_add_up_to_those_of_the_plan():
    found, rows = standing(picture()), plan.milestones(picture(), on=ON)
    assert found["milestones"].sum() + found["cancelled"].sum() == rows.height


def test_themes_are_those_of_the_plan_with_their_milestones():
    themes = frame(
        """
| theme      | plan         | about | submission_id | line |
| Prevention | Plan 2021/24 | Early | 1             | 4    |
| People     | Plan 2021/24 | Staff | 1             | 2    |
| Practice   | Plan 2021/24 | -     | 1             | 3    |
""",
        submission_id=pl.Int64,
        line=pl.Int64,
    )
    found = priorities.themes(picture(themes=themes), ON)
    assert found.columns == list(priorities.THEMES)
    names = (
        "theme",
        "outcomes",
        "milestones",
        "complete",
        "late",
        "cancelled",
        "progress",
        "milestones_reported",
        "brag",
    )
    assert found.select(names).rows() == [
        ("People", 1, 2, 1, 0, 0, 60.0, 2, "on_track"),
        ("Practice", 2, 2, 0, 1, 1, 30.0, 1, "late"),
        ("Prevention", 0, 0, 0, 0, 0, None, 0, "not_reported"),
    ]
    assert priorities.themes({}, ON).is_empty()
