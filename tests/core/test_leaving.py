"""Why people left: twelve months, the teams of a choice, and what the most say first."""

from datetime import date

import pytest

from sct_dash.core.leaving import months_held, reasons
from tests.frames import frame

TEAMS = frame("""
    | team | service  | priority   | valid_from | valid_to   |
    | A    | Care     | Practice   | 2018-04-01 | 2026-03-31 |
    | A    | Duty     | Prevention | 2026-04-01 | -          |
    | B    | Care     | Practice   | 2018-04-01 | -          |
""")
LEFT = frame("""
    | month_end  | team | reason     | count |
    | 2025-09-30 | A    | Too early  | 9     |
    | 2025-10-31 | A    | Retirement | 1     |
    | 2026-02-28 | A    | Moved      | 2     |
    | 2026-05-31 | A    | Moved      | 1     |
    | 2026-09-30 | B    | Workload   | 3     |
    | 2026-09-30 | C    | Unlisted   | 1     |
    | 2026-10-31 | B    | Too late   | 9     |
""")
END = date(2026, 9, 30)


def told(**choice):
    found = reasons({"teams": TEAMS, "leaving_reasons": LEFT}, END, **choice)
    return list(found.select("reason", "count").iter_rows())


def test_twelve_months_are_added_up_and_what_the_most_say_comes_first():
    assert told() == [("Moved", 3), ("Workload", 3), ("Retirement", 1), ("Unlisted", 1)]


def test_the_month_a_year_before_is_not_among_the_twelve():
    held = LEFT.filter(LEFT["reason"] == "Too early")
    assert reasons({"teams": TEAMS, "leaving_reasons": held}, END).is_empty()
    assert reasons({"teams": TEAMS, "leaving_reasons": held}, date(2026, 8, 31))["count"].to_list() == [9]


def test_a_year_to_the_end_of_february_begins_in_march():
    held = frame("""
        | month_end  | team | reason | count |
        | 2023-02-28 | A    | Before | 1     |
        | 2023-03-31 | A    | Within | 1     |
    """)
    found = reasons({"teams": TEAMS, "leaving_reasons": held}, date(2024, 2, 29))
    assert found["reason"].to_list() == ["Within"]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"service": "Care"}, [("Workload", 3), ("Moved", 2), ("Retirement", 1)]),
        ({"service": "Duty"}, [("Moved", 1)]),
        ({"team": "A"}, [("Moved", 3), ("Retirement", 1)]),
        ({"priority": "Prevention"}, [("Moved", 1)]),
        ({"priority": "People"}, [("Moved", 3), ("Workload", 3), ("Retirement", 1), ("Unlisted", 1)]),
        ({"service": "Nowhere"}, []),
    ],
)
def test_a_team_counts_where_it_was_when_the_month_ended(choice, expected):
    assert told(**choice) == expected


def test_a_reason_has_its_share_of_all_who_said_one():
    found = reasons({"teams": TEAMS, "leaving_reasons": LEFT}, END).row(0, named=True)
    assert (found["of"], found["share"]) == (8.0, 37.5)
    assert found["demonstration"] is False


@pytest.mark.parametrize(("end", "months"), [(END, 4), (date(2026, 10, 31), 4), (date(2025, 9, 30), 1)])
def test_the_months_of_which_any_reason_is_held_are_counted(end, months):
    assert months_held({"teams": TEAMS, "leaving_reasons": LEFT}, end) == months
    assert months_held({}, end) == 0


def test_without_any_there_is_nothing():
    assert reasons({}, END).columns == ["reason", "count", "share", "of", "demonstration"]
