"""The thread: what was linked, what other returns imply, and both seen from either end."""

from datetime import date

import polars as pl

from sct_dash.core.thread import JOINED, OF, joined, of, pairs
from tests.frames import frame

KPIS = frame("| kpi_code | name | priority | valid_from |\n| KPI002 | Seen | Practice | 2018-04-01 |")
RISKS = frame("| reference | title | priority |\n| 4 | Care | Practice |", reference=pl.String)
OUTCOMES = frame("| outcome | title | priority |\n| O1 | Homes | Prevention |")
MILESTONES = frame("| milestone | outcome | title |\n| M1 | O1 | Ten homes |")
FINDINGS = frame("| inspection | number | text |\n| ILACS-2022 | 1 | Record visits |")
ACTIONS = frame("""
    | inspection | number | action   | outcome | milestone | submission_id |
    | ILACS-2022 | 1      | Training | O1      | -         | 3             |
    | ILACS-2022 | 1      | Audit    | O1      | M1        | 4             |
""")
LINKS = frame(
    """
    | from_kind | from_code | to_kind   | to_code | why       | submission_id | demonstration |
    | risk      | 4         | kpi       | KPI002  | Same work | 7             | true          |
    | priority  | Practice  | kpi       | KPI002  | Chosen    | 7             | true          |
    | risk      | 4         | milestone | M9      | -         | 8             | false         |
    """,
    from_code=pl.String,
)
PICTURE = {
    "kpis": KPIS,
    "risks": RISKS,
    "outcomes": OUTCOMES,
    "milestones": MILESTONES,
    "findings": FINDINGS,
    "finding_actions": ACTIONS,
    "links": LINKS,
    "budget_lines": frame("| budget_line | name | priority |\n| LEGAL | Legal | - |"),
}


def seen(kind: str, code: str) -> list[tuple]:
    found = of(joined(PICTURE), kind, code)
    assert found.schema == OF
    return found.select("kind", "code", "direction", "why").rows()


def test_a_link_shows_from_both_of_its_ends():
    assert ("kpi", "KPI002", "to", "Same work") in seen("risk", "4")
    assert ("risk", "4", "from", "Same work") in seen("kpi", "KPI002")


def test_what_other_returns_imply_is_there_from_both_ends_after_what_was_recorded():
    assert seen("outcome", "O1") == [
        ("priority", "Prevention", "to", "The plan puts this outcome under the priority"),
        ("milestone", "M1", "from", "A step to this outcome"),
        ("finding", "ILACS-2022/1", "from", "Training; Audit"),
    ]
    assert seen("risk", "4")[-1] == ("priority", "Practice", "to", "The register names this priority")
    assert seen("finding", "ILACS-2022/1") == [
        ("outcome", "O1", "to", "Training; Audit"),
        ("milestone", "M1", "to", "Audit"),
    ]


def test_what_was_recorded_is_not_implied_again_also_when_it_stands_the_other_way_round():
    assert seen("kpi", "KPI002") == [
        ("risk", "4", "from", "Same work"),
        ("priority", "Practice", "from", "Chosen"),
    ]


def test_no_priority_is_no_link():
    assert seen("budget_line", "LEGAL") == []
    assert joined({}).schema == JOINED and joined({}).is_empty()


def test_a_kpi_has_the_name_and_the_priority_of_its_definition_on_the_day():
    later = KPIS.with_columns(name=pl.lit("Renamed"), priority=pl.lit("People"), valid_from=date(2023, 4, 1))
    picture = {"kpis": pl.concat([KPIS, later])}
    ends = ("from_title", "to_code", "from_priority")
    assert joined(picture, on=date(2023, 3, 31)).select(ends).rows() == [("Seen", "Practice", "Practice")]
    assert joined(picture, on=date(2023, 4, 1)).select(ends).rows() == [("Renamed", "People", "People")]
    assert joined(picture)["from_title"].to_list() == ["Renamed"]


def test_what_is_no_longer_held_stays_with_its_code_and_without_a_title():
    found = of(joined(PICTURE), "risk", "4").filter(code="M9")
    assert found.select("title", "implied", "submission_id", "demonstration").rows() == [(None, False, 8, False)]


def test_a_row_has_the_titles_and_priorities_of_both_ends_and_says_which_row_it_is_from():
    row = joined(PICTURE).filter(from_kind="priority").row(0, named=True)
    assert (row["from_title"], row["to_title"]) == ("Practice", "Seen")
    assert (row["from_priority"], row["to_priority"]) == ("Practice", "Practice")
    assert (row["submission_id"], row["demonstration"], row["implied"]) == (7, True, False)
    implied = of(joined(PICTURE), "finding", "ILACS-2022/1").row(0, named=True)
    assert (implied["submission_id"], implied["implied"], implied["priority"]) == (4, True, "Prevention")


def test_pairs_of_two_kinds_are_each_once_whichever_end_they_begin_at_and_only_of_what_is_held():
    links = joined(PICTURE)
    assert pairs(links, "risk", "kpi").rows() == [("4", "KPI002")]
    assert pairs(links, "kpi", "risk").rows() == [("KPI002", "4")]
    assert pairs(links, "risk", "milestone").is_empty()
