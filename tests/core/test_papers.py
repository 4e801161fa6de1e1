"""What a meeting's papers lack, subject by subject, at the edges of each day."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import papers
from tests.frames import frame

DAY = date(2026, 11, 15)
MEETING = {"receives": "kpis", "meets_on": date(2026, 11, 26), "papers_due_on": date(2026, 11, 19)}
STATUS = frame("""
| kpi | name  | status  | value | symbol | frequency | period_start | period_end | due_on     | owner | demonstration |
| K1  | Seen  | green   | 80    | -      | month     | 2026-10-01   | 2026-10-31 | 2026-11-15 | Head  | true          |
| K2  | Waits | late    | -     | -      | month     | 2026-09-01   | 2026-09-30 | 2026-10-15 | Head  | true          |
| K3  | New   | no_data | -     | -      | quarter   | 2026-07-01   | 2026-09-30 | 2026-10-31 | Head  | false         |
| K4  | Few   | no_data | -     | c      | year      | 2025-04-01   | 2026-03-31 | 2027-01-31 | Head  | false         |
""", symbol=pl.String)  # fmt: skip
REGISTER = frame("""
| reference | title  | movement | overdue | last_assessed_on | next_review_on | owner | demonstration |
| 4         | Care   | same     | true    | 2026-08-01       | 2026-11-14     | Dir   | false         |
| 7         | Money  | same     | false   | 2026-10-01       | 2026-11-26     | Dir   | false         |
| 8         | Staff  | same     | false   | 2026-10-01       | 2026-11-27     | Dir   | false         |
| 9         | Data   | new      | -       | -                | -              | Dir   | false         |
| 10        | Closed | closed   | -       | 2026-01-01       | 2026-02-01     | Dir   | false         |
""", reference=pl.String)  # fmt: skip
MILESTONES = frame("""
| milestone | title | brag         | reported_on | owner | demonstration |
| M1        | Never | not_reported | -           | Head  | false         |
| M2        | Stale | on_track     | 2026-10-10  | Head  | false         |
| M3        | Soon  | on_track     | 2026-10-14  | Head  | false         |
| M4        | Fresh | at_risk      | 2026-10-15  | Head  | false         |
| M5        | Done  | complete     | 2024-01-01  | Head  | false         |
| M6        | Gone  | cancelled    | -           | Head  | false         |
""")
FOUND = frame("""
| rule      | kind    | code    | title | demonstration |
| no_action | finding | I-2022/3 | Plan sooner | false   |
| lowered   | risk    | 4       | Care  | false         |
""")


def due(receives: str, meeting: dict = MEETING, on: date = DAY, **other) -> pl.DataFrame:
    given = {
        "status": STATUS,
        "register": REGISTER,
        "milestones": MILESTONES,
        "contradictions": FOUND,
        "reported": {"staffing": date(2026, 10, 31), "finance": date(2026, 9, 30)},
    }
    return papers.due(meeting | {"receives": receives}, on=on, **(given | other))


def told(rows: pl.DataFrame) -> list[tuple]:
    return rows.select("state", "code", "due_on").rows()


def test_late_figures_come_first_then_those_never_reported_then_the_month_of_the_papers():
    rows = due("kpis")
    assert told(rows) == [
        ("late", "K2", date(2026, 10, 15)),
        ("missing", "K3", date(2026, 10, 31)),
        ("due", "kpis", date(2026, 11, 15)),
    ]
    assert rows["says"].to_list() == [
        "Its figure for September 2026 was due.",
        "No figure of it is held here.",
        "1 of the 2 monthly KPIs has October 2026, due by 15 November 2026.",
    ]
    assert rows["demonstration"].to_list() == [True, False, None]


def test_a_figure_held_back_by_a_symbol_is_not_missing():
    assert "K4" not in due("kpis")["code"].to_list()


@pytest.mark.parametrize(("on", "states"), [(date(2026, 11, 15), ["due"]), (date(2026, 11, 16), [])])
def test_the_month_of_the_papers_is_due_to_its_day_and_then_each_kpi_that_lacks_it_is_told_alone(on, states):
    rows = due("kpis", on=on).filter(pl.col("code") == "kpis")
    assert rows["state"].to_list() == states


def test_the_month_is_in_hand_when_every_monthly_figure_is_there():
    rows = due("kpis", status=STATUS.head(1))
    assert told(rows) == [("in hand", "kpis", None)]
    assert rows["says"].to_list() == ["The only monthly KPI has October 2026, due by 15 November 2026."]


@pytest.mark.parametrize(
    ("papers_on", "month"), [(date(2026, 11, 14), "September 2026"), (date(2026, 11, 15), "October 2026")]
)
def test_the_papers_show_the_latest_month_that_is_due_by_their_day(papers_on: date, month: str):
    rows = due("finance", MEETING | {"papers_due_on": papers_on}, reported={})
    assert rows["says"].item().startswith(month)


def test_without_a_day_for_papers_the_day_of_the_meeting_counts():
    meeting = MEETING | {"papers_due_on": None, "meets_on": date(2026, 12, 15)}
    assert due("finance", meeting)["says"].item() == (
        "November 2026 is due by 15 December 2026; held up to September 2026."
    )


def test_staffing_and_finance_are_in_hand_due_late_or_missing():
    assert told(due("staffing; finance")) == [
        ("due", "finance", date(2026, 11, 15)),
        ("in hand", "staffing", None),
    ]
    assert due("finance", on=date(2026, 11, 16))["state"].to_list() == ["late"]
    missing = due("staffing", reported={"staffing": None})
    assert missing["state"].to_list() == ["missing"]
    assert missing["says"].item() == "October 2026 is due by 15 November 2026; nothing is held."


def test_reviews_are_late_when_overdue_due_up_to_the_meeting_and_missing_when_never_assessed():
    assert told(due("risks")) == [
        ("late", "4", date(2026, 11, 14)),
        ("missing", "9", None),
        ("due", "7", date(2026, 11, 26)),
    ]


def test_of_what_is_missing_it_is_said_that_none_is_held_and_not_that_there_never_was_one():
    missing = due("kpis; risks; plan").filter(state="missing")
    assert dict(missing.select("subject", "says").rows()) == {
        "kpis": "No figure of it is held here.",
        "risks": "No score is held here.",
        "plan": "No report on it is held here.",
    }


def test_milestones_are_wanting_when_nothing_was_said_of_them_for_five_weeks_before_the_papers():
    assert told(due("plan")) == [
        ("missing", "M1", None),
        ("stale", "M2", None),
        ("due", "M3", date(2026, 11, 19)),
    ]
    assert due("plan", on=date(2026, 11, 14))["state"].to_list() == ["missing", "due", "due"]  # the 35th day of M2


def test_a_report_for_which_no_day_was_set_is_never_late_however_old_it_is():
    old = MILESTONES.filter(milestone="M2").with_columns(reported_on=date(2020, 1, 1))
    rows = due("plan", milestones=old)
    assert told(rows) == [("stale", "M2", None)]
    assert rows["says"].item() == "Last reported on 1 January 2020."


def test_a_finding_without_an_action_is_missing_and_other_contradictions_are_not_of_the_papers():
    rows = due("inspections")
    assert told(rows) == [("missing", "I-2022/3", None)]
    assert rows["what"].item() == "Finding I-2022/3 Plan sooner"


def test_a_subject_that_lacks_nothing_says_so():
    well = due("risks; plan; inspections", register=REGISTER.filter(reference="8"),
               milestones=MILESTONES.filter(milestone="M4"), contradictions=FOUND.clear())  # fmt: skip
    assert well["state"].to_list() == ["in hand"] * 3
    assert well["subject"].to_list() == ["risks", "plan", "inspections"]


def test_a_subject_of_which_nothing_is_held_is_missing_and_not_in_hand():
    rows = due("kpis; risks; plan", status=STATUS.clear(), register=REGISTER.clear(), milestones=MILESTONES.clear())
    assert rows.select("state", "says").unique().rows() == [("missing", "Nothing of it is held here.")]
    assert rows["subject"].to_list() == ["kpis", "risks", "plan"]


def test_nothing_is_due_for_a_board_that_receives_nothing():
    rows = papers.due(MEETING | {"receives": None}, on=DAY, status=STATUS, register=REGISTER, milestones=MILESTONES,
                      contradictions=FOUND, reported={})  # fmt: skip
    assert rows.schema == papers.DUE
    assert rows.is_empty()


def test_the_late_of_every_subject_stand_before_the_missing_of_any():
    rows = due("kpis; risks; plan; inspections; staffing; finance")
    assert rows["state"].to_list() == sorted(rows["state"], key=papers.STATES.index)
    assert papers.counted(rows) == {"late": 2, "missing": 4, "stale": 1, "due": 4, "in hand": 1}


def test_subjects_are_told_in_one_order_however_the_board_lists_them():
    assert papers.received({"receives": "risks; kpis"}) == ["kpis", "risks"]
    assert papers.received({"receives": None}) == []
