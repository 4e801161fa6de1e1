"""Staffing through the door: whatever is sent for a month a second time, its staff are never added up twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sct_dash import door
from sct_dash.core import staffing
from sct_dash.store import reads

TODAY = date(2025, 10, 20)
AT = datetime(2025, 10, 20, 9, tzinfo=UTC)
TEAMS = "team,service,valid_from\nNorth,Assessment,2018-04-01\nSouth,Assessment,2018-04-01\nEast,Care,2018-04-01\n"
HEAD = (
    "Month end,Team,Role,Establishment FTE,In post FTE,In post headcount,Agency FTE,Agency headcount,"
    "Agency covering a vacancy FTE,Vacancy FTE,Starters FTE,Leavers FTE,Cases,Case-holder FTE,Days lost,"
    "Days available\n"
)


def month(**teams: float) -> bytes:
    """A staffing return of September 2025: social workers in post of each team, and one agency worker above them."""
    rows = (
        f"30/09/2025,{team},social worker,{fte},{fte},{round(fte + 0.5)},1,1,0,0,0,0,{round(fte * 15)},{fte},0,200\n"
        for team, fte in teams.items()
    )
    return (HEAD + "".join(rows)).encode()


def sent(engine, data: bytes | str, minutes: int, kind: str = "staffing"):
    at, data = AT + timedelta(minutes=minutes), data.encode() if isinstance(data, str) else data
    return door.submit(engine, kind=kind, data=data, file="month.csv", by="an officer", at=at, today=TODAY)


@pytest.fixture
def filled(sqlite_engine):
    assert sent(sqlite_engine, TEAMS, 0, "teams").submission
    assert sent(sqlite_engine, month(North=12, South=8), 1).submission
    return sqlite_engine


def totals(engine) -> tuple[float, float]:
    """Social workers in post and of an agency in the Trust, FTE, as every page and export has them."""
    (row,) = staffing.months(reads.picture(engine)).iter_rows(named=True)
    return row["in_post_fte"], row["agency_fte"]


def test_a_month_typed_again_with_another_team_split_is_refused_and_changes_nothing(filled):
    for split in ({"East": 20}, {"North": 12, "East": 8}):
        outcome = sent(filled, month(**split), 5)
        assert outcome.submission is None
        says = outcome.checked.findings["says"].to_list()
        assert len(says) == 1
        assert "September 2025 is held already" in says[0] and "South (social worker)" in says[0]
        assert totals(filled) == (20.0, 2.0)


def test_a_month_sent_again_whole_takes_the_place_of_what_was_held(filled):
    assert sent(filled, month(North=6, South=0, East=14), 5).submission
    assert totals(filled) == (20.0, 3.0)


def test_a_correction_sent_whole_takes_the_place_of_the_row_it_corrects(filled):
    outcome = sent(filled, month(North=12, South=7), 5)
    assert outcome.preview.counts == {"new": 0, "changed": 1, "unchanged": 1}
    assert totals(filled) == (19.0, 2.0)


def test_a_part_of_a_month_is_refused_so_that_a_take_back_leaves_no_fragment(filled):
    for part in ({"South": 7}, {"North": 20}, {"North": 12}):
        outcome = sent(filled, month(**part), 5)
        assert outcome.submission is None and "is held already" in outcome.checked.findings["says"][0]
    assert totals(filled) == (20.0, 2.0)


def test_another_split_may_be_sent_once_the_first_is_taken_back(filled):
    door.take_back(filled, submission=2, by="an officer", why="wrong teams", at=AT + timedelta(minutes=3))
    assert sent(filled, month(East=20), 5).submission
    assert totals(filled) == (20.0, 1.0)
