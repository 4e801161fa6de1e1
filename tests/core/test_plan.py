"""Where milestones and outcomes stand, how far they slipped from the first date, and what changed between two days."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import plan, plan_words, slippage
from tests.frames import frame

ON = date(2026, 11, 22)
OUTCOMES = """
| outcome | title                  | theme  | priority | owner    | weight |
| O1      | Workers stay           | People | People   | Director | -      |
| O2      | Assessments are timely | -      | Practice | -        | -      |
"""


def held(milestones: str, updates: str = "", outcomes: str = OUTCOMES, **more: pl.DataFrame) -> dict[str, pl.DataFrame]:
    head = "| milestone | outcome | title | first_due_on | weight |\n"
    reports = "| milestone | reported_on | percent | revised_due_on | status | reason |\n"
    dates = {"first_due_on": pl.Date, "weight": pl.Float64}
    said = {"reported_on": pl.Date, "percent": pl.Float64, "revised_due_on": pl.Date}
    return {
        "outcomes": frame(outcomes),
        "milestones": dated(frame(head + milestones), dates),
        "milestone_updates": dated(frame(reports + updates), said),
        **more,
    }


def dated(rows: pl.DataFrame, types: dict[str, pl.DataType]) -> pl.DataFrame:
    return rows.with_columns(pl.col(name).cast(dtype) for name, dtype in types.items())


def only(picture: dict[str, pl.DataFrame], on: date = ON) -> dict:
    return plan.milestones(picture, on=on).row(0, named=True)


@pytest.mark.parametrize(
    ("due", "report", "brag"),
    [
        ("2026-11-22", "", "not_reported"),  # due today: not overdue
        ("2026-11-21", "", "late"),
        ("2027-03-31", "", "not_reported"),
        ("2026-11-21", "| M1 | 2026-11-01 | 99.9 | - | in progress | - |", "late"),
        ("2026-11-21", "| M1 | 2026-11-01 | 100 | - | complete | - |", "complete"),
        ("2026-11-21", "| M1 | 2026-11-01 | 40 | - | cancelled | Not needed |", "cancelled"),
        ("2026-11-21", "| M1 | 2026-11-01 | 100 | - | cancelled | Not needed |", "cancelled"),
        ("2026-12-22", "| M1 | 2026-11-01 | 74.9 | - | in progress | - |", "at_risk"),  # thirty days
        ("2026-12-22", "| M1 | 2026-11-01 | 75 | - | in progress | - |", "on_track"),
        ("2026-12-23", "| M1 | 2026-11-01 | 0 | - | not started | - |", "on_track"),
        ("2026-11-22", "| M1 | 2026-11-01 | 75 | - | in progress | - |", "on_track"),
        ("2025-03-31", "| M1 | 2026-11-01 | 80 | 2028-03-31 | in progress | Slow |", "at_risk"),
        ("2027-03-31", "| M1 | 2026-11-01 | 80 | 2027-03-31 | in progress | - |", "on_track"),
        ("2027-03-31", "| M1 | 2026-11-01 | 80 | 2027-01-31 | in progress | - |", "on_track"),  # pulled forward
        ("2025-03-31", "| M1 | 2026-11-01 | 80 | 2026-11-21 | in progress | Slow |", "late"),
        ("2025-03-31", "| M1 | 2026-11-01 | 100 | 2028-03-31 | complete | Slow |", "complete"),
    ],
)
def test_the_colour_of_a_milestone_follows_from_its_dates_and_its_percent(due: str, report: str, brag: str):
    assert only(held(f"| M1 | O1 | Step | {due} | - |", report))["brag"] == brag


@pytest.mark.parametrize(
    ("reports", "slippage", "days_left"),
    [
        ("", 600, -600),  # late: counted to the day itself
        ("| M1 | 2025-01-01 | 10 | 2025-06-30 | in progress | Slow |", 600, -510),  # past the revised date too
        ("| M1 | 2025-01-01 | 10 | 2027-03-31 | in progress | Slow |", 729, 129),  # to the date in force
        ("| M1 | 2025-01-01 | 10 | 2027-03-31 | cancelled | Merged |", None, None),
        ("| M1 | 2025-03-11 | 100 | - | complete | - |", -21, None),
        ("| M1 | 2025-04-05 | 100 | 2027-03-31 | complete | - |", 4, None),
    ],
)
def test_slippage_is_counted_from_the_first_date(reports: str, slippage: int | None, days_left: int | None):
    row = only(held("| M1 | O1 | Step | 2025-04-01 | - |", reports))
    assert (row["slippage_days"], row["days_left"]) == (slippage, days_left)


def test_a_date_pulled_forward_slips_by_less_than_nothing():
    row = only(held("| M1 | O1 | Step | 2027-04-01 | - |", "| M1 | 2026-01-01 | 80 | 2027-03-01 | in progress | - |"))
    assert (row["slippage_days"], row["revisions"], row["due_on"]) == (-31, 1, date(2027, 3, 1))


REVISED = """
| M1 | 2025-01-31 | 10  | -          | in progress | Begun      |
| M1 | 2025-02-28 | 20  | 2025-06-30 | in progress | Slow       |
| M1 | 2025-03-31 | 30  | 2025-06-30 | in progress | -          |
| M1 | 2025-04-30 | 25  | -          | in progress | -          |
| M1 | 2025-05-31 | 60  | 2025-05-31 | in progress | Caught up  |
| M1 | 2025-06-30 | 100 | -          | complete    | Signed off |
"""


def test_every_report_says_the_date_in_force_and_by_how_much_it_moved():
    picture = held("| M1 | O1 | Step | 2025-03-31 | - |\n| M2 | O1 | Other | 2025-03-31 | - |", REVISED)
    found = plan.revisions(picture, "M1", on=ON)
    assert found.select("reported_on", "due_on", "moved_days", "slippage_days").rows() == [
        (date(2025, 1, 31), date(2025, 3, 31), None, 0),
        (date(2025, 2, 28), date(2025, 6, 30), 91, 91),
        (date(2025, 3, 31), date(2025, 6, 30), None, 91),  # said again: not moved
        (date(2025, 4, 30), date(2025, 6, 30), None, 91),  # not said: the last one holds
        (date(2025, 5, 31), date(2025, 5, 31), -30, 61),
        (date(2025, 6, 30), date(2025, 5, 31), None, 61),
    ]
    assert found["reason"].to_list() == ["Begun", "Slow", None, None, "Caught up", "Signed off"]
    assert found["said"].to_list() == ["in progress"] * 5 + ["complete"]
    assert plan.revisions(picture, "M2", on=ON).is_empty()
    assert plan.revisions(picture, "M9", on=ON).is_empty()
    assert plan.revisions(picture, "M1", on=date(2025, 2, 28)).height == 2


def test_a_milestone_tells_its_last_reason_and_apart_why_its_date_moved():
    picture = held("| M1 | O1 | Step | 2025-03-31 | - |", REVISED)
    row = only(picture)
    assert (row["revisions"], row["moved_on"], row["moved_why"]) == (2, date(2025, 5, 31), "Caught up")
    assert (row["reason"], row["reasoned_on"]) == ("Signed off", date(2025, 6, 30))
    then = only(picture, date(2025, 4, 30))
    assert (then["reason"], then["moved_why"], then["percent"], then["reported_on"]) == (
        "Slow", "Slow", 25.0, date(2025, 4, 30),
    )  # fmt: skip


def test_reports_after_the_day_are_not_seen():
    picture = held("| M1 | O1 | Step | 2025-03-31 | - |", REVISED)
    row = only(picture, date(2025, 1, 30))
    assert (row["brag"], row["percent"], row["said"], row["due_on"]) == (
        "not_reported", None, None, date(2025, 3, 31),
    )  # fmt: skip
    assert only(picture, date(2025, 1, 31))["percent"] == 10.0
    assert only(picture, date(2025, 6, 29))["brag"] == "late"
    assert only(picture, date(2025, 6, 30))["brag"] == "complete"


@pytest.mark.parametrize(
    ("reports", "completed"),
    [
        (["100 | complete", "100 | complete"], date(2025, 1, 1)),
        (["100 | complete", "90 | in progress"], None),
        (["100 | complete", "90 | in progress", "100 | complete", "100 | complete"], date(2025, 3, 1)),
        (["100 | complete", "100 | cancelled", "100 | complete"], date(2025, 3, 1)),
        (["100 | complete", "100 | cancelled"], None),
        (["50 | in progress"], None),
    ],
)
def test_it_was_completed_when_the_reports_at_all_of_it_began_that_nothing_broke(reports, completed):
    lines = [
        f"| M1 | 2025-{month:02}-01 | {said.split('|')[0]} | - | {said.split('|')[1]} | - |"
        for month, said in enumerate(reports, 1)
    ]
    row = only(held("| M1 | O1 | Step | 2025-01-31 | - |", "\n".join(reversed(lines))))
    assert row["completed_on"] == completed


def test_what_is_late_comes_first_and_within_a_standing_the_earliest_date():
    picture = held(
        """
| A | O1 | Step | 2027-03-31 | - |
| B | O1 | Step | 2026-01-31 | - |
| C | O1 | Step | 2025-01-31 | - |
| D | O1 | Step | 2026-12-10 | - |
| E | O1 | Step | 2027-01-31 | - |
| F | O1 | Step | 2027-01-31 | - |
| G | O1 | Step | 2027-01-31 | - |
""",
        """
| D | 2026-11-01 | 10  | - | in progress | -    |
| E | 2026-11-01 | 10  | - | in progress | -    |
| F | 2026-11-01 | 100 | - | complete    | -    |
| G | 2026-11-01 | 10  | - | cancelled   | Done |
""",
    )
    found = plan.milestones(picture, on=ON)
    assert found["milestone"].to_list() == ["C", "B", "D", "A", "E", "F", "G"]
    assert found["brag"].to_list() == [
        "late", "late", "at_risk", "not_reported", "on_track", "complete", "cancelled",
    ]  # fmt: skip
    assert set(found["brag"]) == set(plan.BRAGS)


def test_a_milestone_takes_theme_and_priority_from_its_outcome_and_is_kept_by_it():
    picture = held(
        "| M1 | O1 | Step | 2027-03-31 | - |\n| M2 | O2 | Step | 2027-03-31 | - |\n| M3 | O9 | S | 2027-03-31 | - |"
    )
    found = plan.milestones(picture, on=ON).sort("milestone").select("outcome_title", "theme", "priority").rows()
    assert found == [("Workers stay", "People", "People"), ("Assessments are timely", None, "Practice"), (None,) * 3]
    assert plan.milestones(picture, on=ON, priority="Practice")["milestone"].to_list() == ["M2"]


def test_a_row_points_to_what_it_was_read_from_and_is_a_demonstration_by_any_part_of_it():
    picture = held(
        "| M1 | O1 | Step | 2025-03-31 | - |\n| M2 | O1 | Step | 2025-03-31 | - |\n| M3 | O2 | S | 2025-03-31 | - |",
        REVISED,
    )
    picture["milestones"] = picture["milestones"].with_columns(
        submission_id=pl.lit(1), line=pl.Series([2, 3, 4]), demonstration=pl.lit(False)
    )
    picture["milestone_updates"] = picture["milestone_updates"].with_columns(
        submission_id=pl.lit(7), line=pl.Series(range(2, 8)), demonstration=pl.Series([True] + [False] * 5)
    )
    found = plan.milestones(picture, on=ON).sort("milestone").select("submission_id", "line", "demonstration").rows()
    assert found == [(7, 7, True), (1, 3, False), (1, 4, False)]
    assert [row["demonstration"] for row in plan.outcomes(picture, on=ON).sort("outcome").to_dicts()] == [True, False]
    marked = {**picture, "outcomes": picture["outcomes"].with_columns(demonstration=pl.lit(True))}
    assert plan.milestones(marked, on=ON)["demonstration"].all()
    assert plan.revisions(picture, "M1", on=ON).select("submission_id", "line", "demonstration").rows()[:2] == [
        (7, 2, True), (7, 3, False),
    ]  # fmt: skip


FOUR = "\n".join(f"| M{i} | O1 | Step {i} | 2027-03-31 | - |" for i in range(1, 5))
REPORTS = """
| M1 | 2026-11-01 | 90  | - | in progress | -      |
| M2 | 2026-11-01 | 30  | - | in progress | -      |
| M3 | 2026-11-01 | 100 | - | cancelled   | Merged |
"""


def of(picture: dict[str, pl.DataFrame], outcome: str = "O1") -> dict:
    return plan.outcomes(picture, on=ON).filter(outcome=outcome).row(0, named=True)


def test_the_progress_of_an_outcome_is_the_mean_of_what_is_reported_and_not_cancelled():
    row = of(held(FOUR, REPORTS))
    assert (row["progress"], row["reported"], row["milestones"], row["cancelled"]) == (60.0, 2, 3, 1)
    assert (row["on_track"], row["not_reported"], row["complete"], row["at_risk"], row["late"]) == (2, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("weights", "progress"),
    [
        (("3", "1", "1", "1"), 75.0),
        (("3", "1", "-", "1"), 75.0),  # the cancelled one needs none
        (("3", "1", "1", "-"), 60.0),  # one that is not reported yet has none: none counts
        (("3", "-", "1", "1"), 60.0),
    ],
)
def test_weights_count_only_where_every_milestone_that_is_not_cancelled_has_one(weights, progress):
    weighted = "\n".join(f"| M{i} | O1 | Step | 2027-03-31 | {weight} |" for i, weight in enumerate(weights, 1))
    assert of(held(weighted, REPORTS))["progress"] == progress


def test_nothing_reported_is_no_progress_and_not_none_of_it():
    row = of(held("| M1 | O1 | Step | 2027-03-31 | - |"))
    assert (row["progress"], row["reported"], row["milestones"], row["brag"]) == (None, 0, 1, "not_reported")
    without = of(held("| M1 | O1 | Step | 2027-03-31 | - |"), "O2")
    assert (without["progress"], without["milestones"], without["brag"]) == (None, 0, "not_reported")
    gone = held("| M1 | O1 | Step | 2027-03-31 | - |", "| M1 | 2026-11-01 | 20 | - | cancelled | Merged |")
    assert (of(gone)["progress"], of(gone)["milestones"], of(gone)["brag"]) == (None, 0, "cancelled")


@pytest.mark.parametrize(
    ("standings", "brag", "next_due"),
    [
        ("late at_risk on_track", "late", date(2026, 12, 10)),
        ("at_risk on_track not_reported complete", "at_risk", date(2026, 12, 10)),
        ("on_track not_reported", "on_track", date(2027, 3, 31)),
        ("complete not_reported", "on_track", date(2027, 3, 31)),  # what is reported is done, nothing is late
        ("not_reported cancelled", "not_reported", date(2027, 3, 31)),
        ("complete cancelled", "complete", None),
        ("cancelled", "cancelled", None),
        ("late", "late", None),
    ],
)
def test_an_outcome_stands_as_its_worst_open_milestone(standings: str, brag: str, next_due: date | None):
    drawn = {
        "late": ("2026-01-31", "10 | - | in progress"),
        "at_risk": ("2026-12-10", "10 | - | in progress"),
        "on_track": ("2027-03-31", "10 | - | in progress"),
        "complete": ("2027-03-31", "100 | - | complete"),
        "cancelled": ("2027-03-31", "10 | - | cancelled"),
        "not_reported": ("2027-03-31", None),
    }
    asked = [(f"M{i}", *drawn[name]) for i, name in enumerate(standings.split())]
    milestones = "\n".join(f"| {code} | O1 | Step | {due} | - |" for code, due, _ in asked)
    updates = "\n".join(f"| {code} | 2026-11-01 | {said} | - |" for code, _, said in asked if said)
    row = of(held(milestones, updates))
    assert (row["brag"], row["next_due_on"]) == (brag, next_due)


def test_outcomes_are_kept_by_priority_the_worst_first():
    picture = held("| M1 | O2 | Step | 2025-03-31 | - |\n| M2 | O1 | Step | 2027-03-31 | - |")
    assert plan.outcomes(picture, on=ON)["outcome"].to_list() == ["O2", "O1"]
    assert plan.outcomes(picture, on=ON, priority="People")["outcome"].to_list() == ["O1"]


def test_a_plan_that_holds_nothing_has_columns_and_no_rows():
    assert plan.milestones({}, on=ON).is_empty() and plan.outcomes({}, on=ON).is_empty()
    assert plan.revisions({}, "M1", on=ON).is_empty()
    nothing = slippage.slipped({}, {}, then_on=ON, now_on=ON)
    assert nothing.is_empty() and nothing.schema == slippage.SLIPPED
    assert plan.milestones({}, on=ON).schema == plan.milestones(held(FOUR, REPORTS), on=ON).schema


def test_milestones_go_out_with_every_column_but_the_line_and_where_they_stand_in_words():
    rows = plan.milestones(held(FOUR, REPORTS), on=ON)
    out = plan.exported(rows)
    assert set(out.columns) == {*rows.columns, "sentence"} - {"line"} and tuple(out.columns) == plan.EXPORTED
    assert out["sentence"].to_list() == [plan_words.of_milestone(row) for row in rows.iter_rows(named=True)]
    assert plan.exported(plan.milestones({}, on=ON)).schema == out.schema


THEN = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("due", "before", "since", "change", "was", "becomes", "days"),
    [
        ("2026-10-30", "50 | - | in progress", "55 | 2026-12-31 | in progress", "slipped", "30 October 2026",
         "31 December 2026", 62),
        ("2027-03-31", "50 | - | in progress", "55 | 2027-01-31 | in progress", "pulled forward", "31 March 2027",
         "31 January 2027", -59),
        ("2026-10-31", "50 | - | in progress", None, "late", "At risk", "Late", 22),
        ("2026-10-31", "50 | - | in progress", "100 | - | complete", "complete", "At risk", "Complete", 15),
        ("2026-10-30", "50 | - | in progress", "100 | 2026-12-31 | complete", "complete", "Late", "Complete", 16),
        ("2027-03-31", "50 | - | in progress", "50 | 2028-03-31 | cancelled", "cancelled", "On track",
         "Cancelled", None),
        ("2027-03-31", "100 | - | complete", "90 | - | in progress", "reopened", "Complete", "On track", None),
        ("2027-03-31", "10 | - | cancelled", "10 | - | in progress", "reopened", "Cancelled", "On track", None),
        ("2026-11-01", "50 | - | in progress", "55 | 2026-11-10 | in progress", "late", "At risk", "Late", 12),
    ],
)  # fmt: skip
def test_what_became_of_a_milestone_between_two_days(due, before, since, change, was, becomes, days):
    updates = f"| M1 | 2026-10-15 | {before} | Begun |"
    updates += f"\n| M1 | 2026-11-15 | {since} | Staff left |" if since else ""
    picture = held(f"| M1 | O1 | Step | {due} | - |", updates)
    (row,) = slippage.slipped(picture, picture, then_on=THEN, now_on=ON).to_dicts()
    assert (row["change"], row["was"], row["becomes"], row["days"]) == (change, was, becomes, days)
    assert row["reason"] == ("Staff left" if since else None)
    assert row["says"] and row["priority"] == "People"


@pytest.mark.parametrize(
    ("due", "since"),
    [
        ("2027-03-31", "60 | - | in progress"),
        ("2027-03-31", "60 | 2027-03-31 | in progress"),
        ("2026-12-31", "60 | - | in progress"),
        ("2026-10-01", "60 | - | in progress"),  # late then and late now
    ],
)
def test_a_milestone_that_stays_as_it_is_has_not_changed(due: str, since: str):
    picture = held(
        f"| M1 | O1 | Step | {due} | - |",
        f"| M1 | 2026-10-15 | 50 | - | in progress | Begun |\n| M1 | 2026-11-15 | {since} | Panels held |",
    )
    assert slippage.slipped(picture, picture, then_on=THEN, now_on=ON).is_empty()


def test_a_milestone_that_was_complete_and_is_cancelled_has_changed_and_one_cancelled_again_has_not():
    reports = "| M1 | 2026-10-15 | 100 | - | complete | - |\n| M1 | 2026-11-15 | 100 | - | cancelled | Merged |"
    picture = held("| M1 | O1 | Step | 2026-10-31 | - |", reports)
    assert slippage.slipped(picture, picture, then_on=THEN, now_on=ON)["change"].to_list() == ["cancelled"]
    assert slippage.slipped(picture, picture, then_on=ON, now_on=ON).is_empty()


def test_a_milestone_that_was_not_held_then_is_new():
    now = held("| M1 | O2 | Step | 2026-10-31 | - |\n| M2 | O1 | Step | 2027-10-31 | - |")
    then = held("| M2 | O1 | Step | 2027-10-31 | - |")
    found = slippage.slipped(then, now, then_on=THEN, now_on=ON)
    assert found.select("milestone", "priority", "was", "becomes", "change").rows() == [
        ("M1", "Practice", None, "Late", "new")
    ]


def test_a_milestone_that_was_taken_back_is_gone_and_told_as_it_stood():
    then = held(
        "| M1 | O2 | Step | 2026-10-30 | - |\n| M2 | O1 | Step | 2027-10-31 | - |",
        "| M1 | 2026-10-15 | 50 | - | in progress | Begun |",
    )
    marked = then | {"milestones": then["milestones"].with_columns(demonstration=pl.lit(True), submission_id=7)}
    now = held("| M2 | O1 | Step | 2027-10-31 | - |")
    (row,) = slippage.slipped(marked, now, then_on=THEN, now_on=ON).to_dicts()
    assert (row["milestone"], row["priority"], row["change"]) == ("M1", "Practice", "gone")
    assert (row["was"], row["becomes"], row["days"], row["reason"]) == ("Late", None, None, None)
    assert row["says"] == "Milestone M1 Step is no longer held; its standing was Late."
    assert row["demonstration"] is True


@pytest.mark.parametrize(("words", "told"), [("Begun", None), ("The supplier was slow", "The supplier was slow")])
def test_a_reason_corrected_for_the_same_report_is_told_with_what_it_explains(words: str, told: str | None):
    sent = "| M1 | 2026-10-15 | 50 | 2026-11-{} | in progress | {} |"
    then = held("| M1 | O1 | Step | 2026-10-30 | - |", sent.format(10, "Begun"))
    now = held("| M1 | O1 | Step | 2026-10-30 | - |", sent.format(30, words))
    (row,) = slippage.slipped(then, now, then_on=THEN, now_on=ON).to_dicts()
    assert (row["change"], row["reason"]) == ("slipped", told)


def test_every_standing_has_its_words_and_the_rule_that_is_shown_its_figures():
    assert set(plan.BRAGS) == set(plan.COUNTS) == set(plan_words.BRAG_WORDS)
    assert f"within {plan_words.SOON} days" in plan_words.RULE and f"under {plan_words.ENOUGH}%" in plan_words.RULE
