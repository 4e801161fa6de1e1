"""What changed since a day, of KPIs, risks, the plan and inspections in one frame; and the relief that ends soon."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core.changes import CHANGES
from sct_dash.core.since import AHEAD, SCHEMA, between, counted, relief_ahead, relief_coming
from tests.frames import frame

THEN, NOW = date(2021, 8, 31), date(2021, 11, 15)
KPIS = frame("""
    | kpi_code | name      | unit    | direction | aggregation | frequency | valid_from | priority |
    | KPI007   | Re-visits | percent | higher    | ratio       | month     | 2018-04-01 | Practice |
""")
BANDS = frame("""
    | valid_from | part  | level | band  |
    | 2018-04-01 | score | 8     | amber |
    | 2018-04-01 | score | 12    | red   |
    | 2018-04-01 | score | 16    | red   |
""")
RISKS = frame(
    """
    | reference | title | priority | opened_on  | closed_on  | reason | submission_id | demonstration |
    | 4         | Care  | Practice | 2018-04-01 | -          | -      | 1             | false         |
    | 4c        | Homes | People   | 2018-04-01 | 2021-10-01 | Done   | 2             | true          |
    """,
    reference=pl.String,
)
SCORES = frame(
    """
    | reference | assessed_on | score | reason | submission_id | demonstration |
    | 4         | 2021-03-01  | 12    | Steady | 3             | false         |
    | 4         | 2021-09-01  | 16    | Demand | 4             | false         |
    | 4c        | 2021-03-01  | 8     | Steady | 3             | true          |
    """,
    reference=pl.String,
)
OUTCOMES = frame("| outcome | title | priority |\n| O1 | Homes | Prevention |")
MILESTONES = frame("| milestone | outcome | title | first_due_on |\n| M1 | O1 | Ten homes | 2021-12-31 |")
UPDATES = frame("""
    | milestone | reported_on | percent | revised_due_on | status      | reason       | submission_id |
    | M1        | 2021-05-01  | 10      | -              | in progress | -            | 5             |
    | M1        | 2021-10-01  | 40      | 2022-03-31     | in progress | Builders left | 6            |
""")
INSPECTIONS = frame("""
    | inspection | title | inspection_kind | to_on      | published_on | judgement  | submission_id |
    | OLD        | First | inspection      | 2018-01-19 | 2018-03-05   | Inadequate | 7             |
    | NEW        | Visit | visit           | 2021-10-14 | 2021-11-10   | -          | 8             |
""")
PICTURE = {
    "kpis": KPIS,
    "risk_bands": BANDS,
    "risks": RISKS,
    "risk_scores": SCORES,
    "outcomes": OUTCOMES,
    "milestones": MILESTONES,
    "milestone_updates": UPDATES,
    "inspections": INSPECTIONS,
}


def told(priority: str | None = None, then: dict | None = None) -> pl.DataFrame:
    found = between(PICTURE if then is None else then, PICTURE, then_on=THEN, now_on=NOW, priority=priority)
    assert found.schema == SCHEMA
    return found


def test_the_columns_are_those_of_the_changes_of_kpis_and_two_more():
    assert list(SCHEMA)[:-2] == list(CHANGES) and list(SCHEMA)[-2:] == ["kind", "code"]


def test_risks_the_plan_and_inspections_come_after_the_kpis_each_with_its_code_and_sentence():
    assert told().select("what", "kind", "code", "name", "was", "becomes", "change").rows() == [
        ("risk", "risk", "4", "Care", "12 (Red)", "16 (Red)", "up"),
        ("risk", "risk", "4c", "Homes", "8 (Amber)", "Closed", "closed"),
        ("milestone", "milestone", "M1", "Ten homes", "31 December 2021", "31 March 2022", "slipped"),
        ("inspection", "inspection", "NEW", "Visit", None, "Not graded", "new"),
    ]
    says = told()["says"].to_list()
    assert says[0] == "Risk 4 Care: from 12 (Red) to 16 (Red) on 1 September 2021: Demand"
    assert says[1].startswith("Risk 4c Homes: closed on 1 October 2021")
    assert says[2].startswith("Milestone M1 Ten homes moves from 31 December 2021 to 31 March 2022, 90 days later")
    assert says[3] == "Visit, ended 14 October 2021: Not graded, published 10 November 2021"


def test_each_says_which_submission_made_it_differ_and_whether_it_is_a_demonstration():
    by_code = {row["code"]: row for row in told().iter_rows(named=True)}
    assert (by_code["4"]["submission_id"], by_code["4"]["demonstration"]) == (4, False)
    assert (by_code["4c"]["submission_id"], by_code["4c"]["demonstration"]) == (2, True)
    assert (by_code["M1"]["submission_id"], by_code["NEW"]["demonstration"]) == (6, False)
    assert told().select(pl.col("kpi", "set", "period").is_null().all()).row(0) == (True, True, True)


def test_a_kpi_has_its_own_code_and_kind():
    rows = told(then={}).filter(pl.col("what") == "kpi")
    assert rows.select("kind", "code", "kpi", "change").rows() == [("kpi", "KPI007", "KPI007", "new")]
    assert told(then={})["what"].unique(maintain_order=True).to_list() == ["kpi", "risk", "milestone", "inspection"]


def test_a_priority_keeps_what_serves_it_and_inspections_which_are_of_the_whole_service():
    assert told("Practice")["code"].to_list() == ["4", "NEW"]
    assert told("Prevention")["code"].to_list() == ["M1", "NEW"]


def test_nothing_differs_between_a_picture_and_itself_on_one_day():
    assert between(PICTURE, PICTURE, then_on=NOW, now_on=NOW).is_empty()


def test_a_judgement_that_comes_or_changes_is_told_and_one_no_longer_held_too():
    awaited = INSPECTIONS.with_columns(inspection_kind=pl.lit("inspection"), judgement=pl.lit("Good"))
    before = {**PICTURE, "inspections": awaited.with_columns(published_on=date(2021, 11, 12))}
    later = between(before, before, then_on=date(2021, 11, 11), now_on=date(2021, 11, 12))
    assert later.select("code", "change", "becomes").rows() == [("NEW", "judged", "Good"), ("OLD", "judged", "Good")]
    assert "goes from " in later["says"][0] and later["says"][0].endswith("to Good, published 12 November 2021")
    gone = between(PICTURE, {**PICTURE, "inspections": INSPECTIONS.head(1)}, then_on=NOW, now_on=NOW)
    assert gone.select("code", "change", "was", "becomes").rows() == [("NEW", "gone", "Not graded", None)]
    assert gone["says"].item().endswith("no longer held; it was Not graded")


def test_it_is_counted_in_words_kpis_first():
    assert counted(told()) == ["1 risk rose", "1 risk was closed", "1 milestone slipped", "1 inspection is new"]
    twice = pl.concat([told(), told()])
    assert counted(twice)[0] == "2 risks rose" and counted(twice)[-1] == "2 inspections are new"
    assert counted(told(then={}))[0] == "1 KPI is new"
    assert counted(told().clear()) == []


def test_every_change_that_a_risk_a_milestone_or_an_inspection_can_have_is_counted():
    sorts = {
        "risk": ("up", "down", "same", "corrected", "new", "closed", "gone"),
        "milestone": ("slipped", "pulled forward", "late", "complete", "cancelled", "reopened", "new", "gone"),
        "inspection": ("new", "judged", "gone"),
    }
    for what, changes in sorts.items():
        for change in changes:
            row = told().head(1).with_columns(what=pl.lit(what), change=pl.lit(change))
            assert len(counted(row)) == 1


def test_a_score_that_was_corrected_and_a_milestone_no_longer_held_are_counted_as_no_movement():
    corrected = told().head(1).with_columns(change=pl.lit("corrected"))
    gone = told().filter(what="milestone").with_columns(change=pl.lit("gone"))
    assert counted(pl.concat([corrected, gone])) == [
        "1 risk score was corrected or taken back",
        "1 milestone is no longer held",
    ]
    assert counted(pl.concat([corrected, corrected])) == ["2 risk scores were corrected or taken back"]


ON = date(2021, 8, 1)
RELIEF = frame("""
    | kpi_code | relief_from | relief_to  | clause   | reason | submission_id |
    | KPI007   | 2020-07-01  | 2021-09-30 | Clause 9 | Covid  | 1             |
""")


def ahead(relief: pl.DataFrame, on: date = ON, days: int = 60) -> pl.DataFrame:
    found = relief_ahead({"kpis": KPIS, "relief": relief}, on=on, days=days)
    assert found.schema == AHEAD
    return found


@pytest.mark.parametrize(
    ("on", "days", "left"),
    [
        (date(2021, 8, 1), 60, [60]),
        (date(2021, 7, 31), 60, []),
        (date(2021, 9, 30), 60, [0]),
        (date(2021, 10, 1), 60, []),
        (date(2021, 9, 1), 28, []),
        (date(2021, 9, 1), 29, [29]),
    ],
)
def test_relief_that_ends_within_so_many_days_is_told_up_to_its_last_day(on: date, days: int, left: list[int]):
    assert ahead(RELIEF, on, days)["days_left"].to_list() == left


def test_its_sentence_says_when_it_ends_and_under_which_clause():
    says = "KPI007 Re-visits: relief under Clause 9 ends on 30 September 2021, in 60 days"
    assert ahead(RELIEF)["says"].to_list() == [says]
    last_day = ahead(RELIEF.with_columns(clause=pl.lit(None, pl.String)), date(2021, 9, 30))
    assert last_day["says"].item() == "KPI007 Re-visits: relief ends on 30 September 2021, today"


def test_relief_that_another_carries_on_without_a_day_between_does_not_end():
    following = RELIEF.with_columns(relief_from=date(2021, 10, 1), relief_to=date(2022, 3, 31))
    assert ahead(pl.concat([RELIEF, following])).is_empty()
    a_day_later = following.with_columns(relief_from=date(2021, 10, 2))
    assert ahead(pl.concat([RELIEF, a_day_later]))["relief_to"].to_list() == [date(2021, 9, 30)]


def test_relief_that_begins_within_so_many_days_is_told_apart():
    picture = {"kpis": KPIS, "relief": RELIEF}
    coming = relief_coming(picture, on=date(2020, 5, 2))
    assert coming.select("days_left", "says").rows() == [
        (60, "KPI007 Re-visits: relief under Clause 9 begins on 1 July 2020 and lasts to 30 September 2021")
    ]
    assert relief_coming(picture, on=date(2020, 5, 1)).is_empty()
    assert relief_coming(picture, on=date(2020, 7, 1)).is_empty()
