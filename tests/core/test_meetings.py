"""Meetings: those dated and those expected, those held, what a board saw last, what is due for it, what was noted."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import meetings
from tests.frames import frame

DAY = date(2026, 11, 15)
BOARDS = frame("""
| board    | cadence      | receives       | public | papers_days |
| Monthly  | monthly      | kpis; staffing | no     | 7           |
| Quarter  | quarterly    | kpis           | yes    | -           |
| Half     | twice a year | risks          | yes    | 5           |
| Called   | as called    | -              | no     | -           |
| Unmet    | monthly      | plan           | no     | 5           |
""")
MEETINGS = frame("""
| board   | meets_on   | papers_due_on | note          |
| Monthly | 2026-10-22 | -             | -             |
| Monthly | 2026-11-26 | 2026-11-20    | Annual review |
| Quarter | 2026-06-30 | -             | -             |
| Quarter | 2026-10-06 | -             | -             |
| Half    | 2026-08-28 | -             | -             |
| Called  | 2024-01-04 | -             | -             |
""")
PICTURE = {"boards": BOARDS, "meetings": MEETINGS}


def days(rows: pl.DataFrame, board: str) -> list[tuple[date, bool]]:
    return rows.filter(pl.col("board") == board).select("meets_on", "set").rows()


def of(rows: pl.DataFrame, board: str) -> dict:
    return rows.filter(pl.col("board") == board).row(0, named=True)


def calendar(boards: pl.DataFrame = BOARDS, held: pl.DataFrame = MEETINGS, on: date = DAY, **asked) -> pl.DataFrame:
    return meetings.calendar({"boards": boards, "meetings": held}, on=on, **asked)


def test_a_dated_meeting_comes_first_and_the_rest_is_expected_from_the_last_one_dated():
    assert days(calendar(months=3), "Monthly") == [
        (date(2026, 11, 26), True),
        (date(2026, 12, 28), False),  # the 26th is a Saturday
        (date(2027, 1, 26), False),
    ]


def test_a_meeting_expected_on_a_weekend_moves_to_monday_and_the_next_is_reckoned_from_the_dated_one():
    held = frame("| board | meets_on |\n| Monthly | 2026-10-31 |")
    assert [day for day, _ in days(calendar(held=held, months=3), "Monthly")] == [
        date(2026, 11, 30),
        date(2026, 12, 31),
        date(2027, 2, 1),  # 31 January is a Sunday
    ]


def test_one_expected_near_a_dated_meeting_is_that_one():
    expected = days(calendar(months=12), "Quarter")
    assert expected[0] == (date(2027, 1, 6), False)
    before = calendar(on=date(2026, 9, 20), months=3)
    assert days(before, "Quarter") == [(date(2026, 10, 6), True)]  # 30 September would be six days before it


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("2027-01-08", []),
        ("2027-01-12", []),  # fifteen days after the 28th, half a month of cadence: that one
        ("2027-01-13", [date(2026, 12, 28)]),
        ("2027-01-26", [date(2026, 12, 28)]),
    ],
)
def test_a_gap_in_the_dates_is_filled_where_it_holds_another_meeting(later: str, expected: list[date]):
    held = frame(f"| board | meets_on |\n| Monthly | 2026-11-26 |\n| Monthly | {later} |")
    found = days(calendar(held=held, on=date(2026, 12, 1), months=2), "Monthly")
    assert [day for day, dated in found if not dated and day < date.fromisoformat(later)] == expected


@pytest.mark.parametrize(("later", "gap"), [("2027-02-20", []), ("2027-02-21", [date(2027, 1, 6)])])
def test_half_a_cadence_is_longer_the_seldomer_a_board_meets(later: str, gap: list[date]):
    held = frame(f"| board | meets_on |\n| Quarter | 2026-10-06 |\n| Quarter | {later} |")
    found = days(calendar(held=held, on=date(2026, 12, 1), months=3), "Quarter")  # 45 days after 6 January
    assert [day for day, dated in found if not dated] == gap


def test_a_meeting_on_the_day_shown_is_ahead_and_was_not_yet_the_last():
    row = of(calendar(on=date(2026, 11, 26)), "Monthly")
    assert (row["meets_on"], row["last_met_on"]) == (date(2026, 11, 26), date(2026, 10, 22))
    after = of(calendar(on=date(2026, 11, 27)), "Monthly")
    assert (after["meets_on"], after["last_met_on"]) == (date(2026, 12, 28), date(2026, 11, 26))


def test_papers_are_due_on_the_day_given_else_by_the_boards_rule_else_on_no_day():
    rows = calendar()
    monthly = rows.filter(pl.col("board") == "Monthly")["papers_due_on"].to_list()
    assert monthly[:2] == [date(2026, 11, 20), date(2026, 12, 21)]
    assert of(rows, "Quarter")["papers_due_on"] is None


def test_an_expected_meeting_says_how_it_is_known():
    says = dict(calendar().filter(pl.col("board") == "Monthly").select("set", "says").rows())
    assert says == {True: "The date is set.", False: "Expected, from a monthly cadence; no date is set."}


def test_nothing_beyond_the_months_asked_for_is_in_the_calendar():
    assert calendar(months=6)["meets_on"].max() <= date(2027, 5, 15)
    assert days(calendar(months=3), "Half") == []
    assert days(calendar(months=4), "Half") == [(date(2027, 3, 1), False)]  # 28 February is a Sunday


def test_boards_that_cannot_be_foreseen_say_why():
    assert meetings.unforeseen(PICTURE, on=DAY).rows() == [
        ("Called", "It meets as called, so no meeting is known until a date is set.", False),
        ("Unmet", "No meeting of it is held here, so the next cannot be foreseen from its cadence.", False),
    ]
    set_ahead = pl.concat([MEETINGS, frame("| board | meets_on |\n| Called | 2026-12-01 |")], how="diagonal")
    found = meetings.unforeseen({"boards": BOARDS, "meetings": set_ahead}, on=DAY)
    assert found["board"].to_list() == ["Unmet"]


def test_meetings_held_are_those_dated_before_the_day_latest_first():
    assert meetings.held(PICTURE, "Monthly", on=DAY)["meets_on"].to_list() == [date(2026, 10, 22)]
    assert meetings.held(PICTURE, "Monthly", on=date(2026, 12, 1))["meets_on"].to_list() == [
        date(2026, 11, 26),
        date(2026, 10, 22),
    ]
    assert meetings.held(PICTURE, on=DAY)["board"].to_list() == ["Monthly", "Quarter", "Half", "Quarter", "Called"]


def test_a_board_saw_the_figures_of_the_day_its_papers_were_due_else_of_the_meeting():
    assert meetings.seen_at(meetings.held(PICTURE, "Monthly", on=DAY).row(0, named=True)) == date(2026, 10, 15)
    assert meetings.seen_at(meetings.held(PICTURE, "Quarter", on=DAY).row(0, named=True)) == date(2026, 10, 6)


@pytest.mark.parametrize(
    ("board", "day", "meets"),
    [
        ("Monthly", "2026-11-26", True),
        ("Monthly", "2026-12-28", True),
        ("Monthly", "2026-12-26", False),
        ("Monthly", "2026-09-22", False),
        ("Called", "2024-01-04", True),
        ("Unmet", "2026-11-26", False),
        ("Unknown", "2026-11-26", False),
    ],
)
def test_a_day_is_a_meeting_where_it_is_dated_or_expected(board: str, day: str, meets: bool):
    asked = pl.DataFrame({"board": [board], "meets_on": [date.fromisoformat(day)]})
    assert meetings.is_meeting(PICTURE, asked).to_list() == [meets]


def test_of_a_blank_nothing_is_said_whether_it_is_a_meeting():
    asked = pl.DataFrame(
        {"board": ["Monthly", None], "meets_on": [None, DAY]}, schema={"board": pl.String, "meets_on": pl.Date}
    )
    assert meetings.is_meeting(PICTURE, asked).to_list() == [None, None]
    assert meetings.is_meeting({}, asked).to_list() == [None, None]


def test_nothing_held_is_no_calendar_and_no_error():
    assert meetings.calendar({}, on=DAY).schema == meetings.CALENDAR
    assert meetings.calendar({}, on=DAY).is_empty()
    assert meetings.held({}, on=DAY).is_empty()
    assert meetings.unforeseen({}, on=DAY).is_empty()
    assert meetings.noted({}).is_empty()


def test_whether_a_meeting_is_a_demonstration_follows_the_dated_one_it_is_reckoned_from():
    held = MEETINGS.with_columns(demonstration=pl.col("board") == "Monthly")
    unforeseen = {"boards": BOARDS.with_columns(demonstration=pl.col("board") == "Unmet"), "meetings": held}
    assert meetings.unforeseen(unforeseen, on=DAY)["demonstration"].to_list() == [False, True]
    rows = calendar(held=held, months=12)
    assert rows.filter(pl.col("demonstration"))["board"].unique().to_list() == ["Monthly"]


NOTES = frame("""
| board   | meets_on   | item_kind | item_code | note_kind | text       | owner | due_on     | submission_id | line |
| Monthly | 2026-10-22 | kpi       | K1        | question  | Why?       | -     | -          | 5             | 3    |
| Monthly | 2026-10-22 | staffing  | staffing  | action    | Bring it   | Head  | 2026-11-01 | 5             | 2    |
| Monthly | 2026-11-26 | kpi       | K9        | question  | And now?   | -     | -          | 6             | 2    |
| Half    | 2026-08-28 | risk      | 4c        | action    | Look again | -     | -          | 7             | 2    |
""", submission_id=pl.Int64, line=pl.Int64)  # fmt: skip
NOTED = {
    **PICTURE,
    "notes": NOTES,
    "kpis": frame("| kpi_code | name | valid_from |\n| K1 | Seen in time | 2018-04-01 |"),
    "risks": frame("| reference | title | priority |\n| 4c | Care leavers | - |"),
}


def test_notes_come_latest_meeting_first_each_meetings_in_the_order_they_were_taken():
    rows = meetings.noted(NOTED)
    assert rows["text"].to_list() == ["And now?", "Bring it", "Why?", "Look again"]
    assert rows["about"].to_list() == ["K9", "Staffing", "K1 Seen in time", "Risk 4c Care leavers"]


def test_notes_are_of_one_board_and_of_one_meeting_when_asked():
    assert meetings.noted(NOTED, "Half")["text"].to_list() == ["Look again"]
    assert meetings.noted(NOTED, "Monthly", date(2026, 10, 22))["text"].to_list() == ["Bring it", "Why?"]


STATUS = frame("""
| kpi | status  | relieved |
| K1  | red     | false    |
| K2  | amber   | true     |
| K3  | green   | false    |
| K4  | late    | false    |
| K5  | neutral | false    |
""")
REGISTER = frame("| reference | band | movement |\n| 4 | red | up |\n| 7 | - | new |\n| 9 | red | closed |")
MILESTONES = frame("| milestone | brag |\n| M1 | late |\n| M2 | complete |\n| M3 | cancelled |\n| M4 | at_risk |")


def stood(subjects: list[str], status: pl.DataFrame = STATUS) -> pl.DataFrame:
    return meetings.stood(subjects, status=status, register=REGISTER, milestones=MILESTONES)


def test_what_a_board_is_shown_is_counted_of_what_it_receives():
    assert stood(["kpis", "risks", "plan"]).rows() == [
        ("kpis", "red", 1),
        ("kpis", "amber", 0),
        ("kpis", "green", 1),
        ("kpis", "relieved", 1),
        ("kpis", "late", 1),
        ("risks", "red", 1),
        ("risks", "amber", 0),
        ("risks", "green", 0),
        ("plan", "late", 1),
        ("plan", "at_risk", 1),
        ("plan", "complete", 1),
    ]
    assert stood(["risks"])["subject"].unique().to_list() == ["risks"]
    assert stood(["staffing", "finance", "inspections"]).is_empty()


def test_what_was_not_held_then_is_not_none():
    then, now = stood(["kpis"], STATUS.clear()), stood(["kpis"])
    assert then.is_empty()
    both = meetings.compared(then, now)
    assert both.columns == ["subject", "state", "then", "now"]
    assert both["then"].to_list() == [None] * 5
    assert both["now"].to_list() == [1, 0, 1, 1, 1]
