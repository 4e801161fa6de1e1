"""The timeline of milestones: what is drawn, in which shape and where, and what is said of it in words."""

import json
from datetime import date

import polars as pl
import pytest
from frames import frame

from sct_dash.charts import plan

ON = date(2026, 11, 15)
ROWS = frame(
    """
    | milestone | title   | brag         | first_due_on | due_on     | completed_on | percent | slippage_days |
    | M1        | Posts   | late         | 2025-03-31   | 2026-09-30 | -            | 80      | 594           |
    | M2        | Homes   | at_risk      | 2026-12-31   | 2027-03-31 | -            | 40      | 90            |
    | M3        | Panel   | on_track     | 2027-01-31   | 2027-01-31 | -            | 60      | 0             |
    | M4        | Hub     | not_reported | 2027-06-30   | 2027-06-30 | -            | -       | 0             |
    | M5        | Form    | complete     | 2026-06-30   | 2026-06-30 | 2026-07-31   | 100     | 31            |
    | M6        | Survey  | complete     | 2022-06-30   | 2022-06-30 | 2022-06-01   | 100     | -29           |
    | M7        | Dropped | cancelled    | 2024-06-30   | 2024-06-30 | -            | 10      | -             |
    """,
    slippage_days=pl.Int64,
)


def rows(*milestones: str) -> pl.DataFrame:
    return ROWS.filter(pl.col("milestone").is_in(milestones))


def drawn(spec: dict) -> list[dict]:
    """The rows of the layer that holds the milestones."""
    return next(data for data in spec["datasets"].values() if "milestone" in data[0])


def test_what_is_open_is_drawn_by_its_date_with_what_was_complete_in_the_year_before():
    assert plan.chosen(ROWS, ON)["milestone"].to_list() == ["M5", "M1", "M3", "M2", "M4"]


def test_where_nothing_is_open_the_latest_complete_ones_are_drawn():
    assert plan.chosen(rows("M5", "M6", "M7"), ON)["milestone"].to_list() == ["M6", "M5"]


def test_no_more_are_drawn_than_can_be_read_and_the_worst_are_among_them():
    many = pl.concat([ROWS.filter(brag="on_track").with_columns(milestone=pl.lit(f"X{n}")) for n in range(40)])
    chosen = plan.chosen(pl.concat([many, ROWS]), ON)
    assert chosen.height == plan.MOST
    assert {"M1", "M2"} <= set(chosen["milestone"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_milestone_has_a_mark_on_its_first_day_and_one_in_its_shape_on_the_day_now(theme):
    spec = plan.timeline(ROWS, ON, theme).to_dict()
    by_code = {row["milestone"]: row for row in drawn(spec)}
    assert by_code["M1"]["first_due_on"].startswith("2025-03-31")
    assert by_code["M1"]["shown_on"].startswith("2026-09-30")
    assert by_code["M5"]["shown_on"].startswith("2026-07-31"), "a complete one stands on the day it was complete"
    marks = [layer for layer in spec["layer"] if "shape" in layer["encoding"]]
    scale = marks[0]["encoding"]["shape"]["scale"]
    shapes = dict(zip(scale["domain"], scale["range"], strict=True))
    assert shapes["late"] == "triangle-up" and shapes["complete"] == "square"
    assert len(set(shapes.values())) == len(shapes), "no two standings share a shape"


def test_the_line_of_what_is_late_reaches_to_the_day_shown():
    by_code = {row["milestone"]: row for row in drawn(plan.timeline(ROWS, ON).to_dict())}
    assert by_code["M1"]["reached_on"].startswith("2026-11-15")
    assert by_code["M2"]["reached_on"].startswith("2027-03-31")


def test_each_row_says_how_it_stands_in_words_and_by_how_much_it_slipped():
    said = {row["milestone"]: row["said"] for row in drawn(plan.timeline(ROWS, ON).to_dict())}
    assert said["M1"] == "▲ Late, 594 days after the first date: M1 Posts"
    assert said["M3"] == "● On track: M3 Panel"
    assert said["M4"] == "– No data: M4 Hub"
    assert said["M5"] == "■ Complete, 31 days after the first date: M5 Form"


def test_every_date_and_the_day_shown_lie_within_the_axis():
    spec = json.loads(plan.timeline(rows("M1"), ON).to_json())
    domains = [layer["encoding"]["x"].get("scale", {}).get("domain") for layer in spec["layer"]]
    low, high = next(domain for domain in domains if domain)
    assert low < "2025-03-31" and high > "2026-11-15"


@pytest.mark.parametrize(
    ("milestones", "says"),
    [
        (("M1", "M2", "M3", "M7"), "1 of 3 milestones late, the worst by 594 days"),
        (("M1", "M7"), "Late by 594 days"),
        (("M2", "M3"), "None of 2 milestones late"),
        (("M5", "M6"), "All 2 milestones complete"),
        (("M5",), "Its milestone is complete"),
        (("M7",), "No milestone to show"),
        ((), "No milestone to show"),
    ],
)
def test_the_headline_says_the_message_in_ten_words_or_fewer(milestones, says):
    assert plan.headline(rows(*milestones)) == says
    assert len(says.split()) <= 10


def test_the_words_beneath_say_how_many_stand_how_and_which_slipped_the_most():
    assert plan.described(ROWS, ON) == (
        "Timeline of 5 milestones as at 15 November 2026: 1 late, 1 at risk, 1 no data, 1 on track, 1 complete. "
        "Furthest behind their first date: M1 by 594 days, M2 by 90 days. "
        "The table holds 2 more: complete earlier or cancelled, or past the first 14."
    )


def test_without_anything_to_draw_the_words_say_so():
    assert plan.described(rows("M7"), ON) == "Timeline of milestones: nothing to draw."
