"""Teams side by side: where each belongs on a day, which share really changes, and what comes first."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import staffing
from sct_dash.core.staffing import placed
from sct_dash.core.teams import standing
from tests.frames import frame

TEAMS = frame("""
    | team | service | priority   | valid_from | valid_to   |
    | A    | Care    | Practice   | 2018-04-01 | 2025-08-31 |
    | A    | Duty    | Prevention | 2025-09-01 | -          |
    | B    | Care    | People     | 2018-04-01 | 2025-12-31 |
""")


def months(team: str, shares: list[float], last: date = date(2025, 12, 31)) -> pl.DataFrame:
    """Staffing rows of a team of 20 FTE, one a month up to the last: its share of permanent staff, in percent."""
    ends = pl.date_range(
        pl.lit(last).dt.month_start().dt.offset_by(f"-{len(shares) - 1}mo"), last, "1mo", eager=False
    ).dt.month_end()
    rows = pl.DataFrame({"in_post_fte": [share / 5 for share in shares]}).with_columns(
        month_end=pl.select(ends).to_series(), team=pl.lit(team), role=pl.lit("social worker")
    )
    return rows.with_columns(agency_fte=(20 - pl.col("in_post_fte")).round(6))


def standing_of(*held: pl.DataFrame) -> pl.DataFrame:
    picture = {"staffing": pl.concat(held), "teams": TEAMS}
    return standing(staffing.months(picture, by="team"), TEAMS)


USUAL = [80, 81, 79, 80, 82, 78, 80, 81, 79, 80, 82, 78, 80, 81]


@pytest.mark.parametrize(
    ("team", "day", "service"),
    [
        ("A", date(2025, 8, 31), "Care"),
        ("A", date(2025, 9, 1), "Duty"),
        ("B", date(2025, 12, 31), "Care"),
        ("B", date(2026, 1, 31), None),
        ("C", date(2025, 8, 31), None),
    ],
)
def test_a_team_is_where_the_list_of_teams_has_it_on_the_day(team, day, service):
    rows = pl.DataFrame({"team": [team], "month_end": [day], "kept": [1]})
    found = placed(rows, TEAMS)
    assert found["service"].to_list() == [service] and found["kept"].to_list() == [1]


def test_of_two_rows_in_force_on_a_day_the_later_begun_counts_and_none_is_doubled():
    both = TEAMS.with_columns(valid_to=pl.lit(None, pl.Date))
    found = placed(pl.DataFrame({"team": ["A"], "month_end": [date(2026, 1, 31)]}), both)
    assert found["service"].to_list() == ["Duty"]


def test_a_team_has_its_latest_month_its_place_and_what_its_share_does():
    row = standing_of(months("A", USUAL)).row(0, named=True)
    assert (row["team"], row["service"], row["priority"]) == ("A", "Duty", "Prevention")
    assert (row["period_end"], row["permanent_share"]) == (date(2025, 12, 31), 81.0)
    assert row["variation"] == "common_cause"


def test_a_share_that_really_falls_is_a_concern_and_one_that_really_rises_an_improvement():
    found = standing_of(months("A", [*USUAL, 60]), months("B", [*USUAL, 99]))
    assert dict(found.select("team", "variation").iter_rows()) == {"A": "concern_low", "B": "improvement_high"}


def test_a_share_that_rose_long_ago_does_not_hide_that_it_falls_now():
    long_ago = [40.0 + i % 3 for i in range(60)]
    row = standing_of(months("A", [*long_ago, *(90, 91, 89) * 7, 80, 78, 76])).row(0, named=True)
    assert (row["variation"], row["signal_points"]) == ("concern_low", 24)


def test_a_team_without_a_month_in_the_latest_two_years_is_not_judged_by_older_ones():
    found = standing_of(months("A", USUAL), months("B", USUAL, last=date(2022, 12, 31)), months("B", [80.0]))
    told = dict(found.select("team", "variation").iter_rows())
    assert told == {"A": "common_cause", "B": "too_few"}


def test_with_fewer_than_thirteen_months_nothing_is_said_of_it():
    row = standing_of(months("A", USUAL[:12])).row(0, named=True)
    assert (row["variation"], row["signal_points"]) == ("too_few", 12)


def test_a_real_change_for_the_worse_comes_first_then_the_lowest_share():
    found = standing_of(
        months("A", [*USUAL, 65]), months("B", [share - 30 for share in (*USUAL, 80)]), months("C", [90.0])
    )
    assert found["team"].to_list() == ["A", "B", "C"]
    assert standing_of(months("B", [50.0]), months("C", [40.0]))["team"].to_list() == ["C", "B"]


def test_a_team_that_has_no_row_in_the_latest_month_is_not_among_them():
    found = standing_of(months("A", USUAL), months("B", USUAL, last=date(2025, 11, 30)))
    assert found["team"].to_list() == ["A"]


def test_without_any_rows_there_is_no_team():
    none = staffing.months({}, by="team")
    assert standing(none, TEAMS).is_empty()
