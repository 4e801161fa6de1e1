"""Everything that can be linked, and what it is called in a sentence."""

from datetime import date

import polars as pl

from sct_dash.core.frames import PRIORITIES
from sct_dash.core.things import HELD_BY, KINDS, NAMES, called, names
from sct_dash.core.thread_frames import AIMS, LINKED
from tests.frames import frame

KPIS = frame("""
    | kpi_code | name    | priority | valid_from | valid_to |
    | KPI007   | Revised | Practice | 2023-04-01 | -        |
    | KPI007   | Former  | People   | 2018-04-01 | -        |
    | KPI002   | Seen    | -        | 2018-04-01 | -        |
""")
RISKS = frame("| reference | title | priority |\n| 4c | Placements | People |\n| 4 | Care | - |", reference=pl.String)
OUTCOMES = frame("| outcome | title | priority |\n| O1 | Homes | Prevention |")
MILESTONES = frame("| milestone | outcome | title |\n| M1 | O1 | Ten homes |\n| M2 | O9 | Of an outcome not held |")
FINDINGS = frame("| inspection | number | text |\n| ILACS-2022 | 10 | Record visits. |")
LINES = frame("| budget_line | name | priority |\n| LEGAL | Legal work | Practice |")
PICTURE = {
    "kpis": KPIS,
    "risks": RISKS,
    "outcomes": OUTCOMES,
    "milestones": MILESTONES,
    "findings": FINDINGS,
    "budget_lines": LINES,
}


def of(kind: str) -> list[tuple]:
    return names(PICTURE).filter(kind=kind).select("code", "title", "priority").rows()


def test_every_kind_is_there_in_order_with_its_code_title_and_priority():
    found = names(PICTURE)
    assert found.schema == NAMES
    assert found["kind"].unique(maintain_order=True).to_list() == list(LINKED) == list(KINDS)
    assert of("risk") == [("4", "Care", None), ("4c", "Placements", "People")]
    assert of("outcome") == [("O1", "Homes", "Prevention")]
    assert of("budget_line") == [("LEGAL", "Legal work", "Practice")]


def test_a_kpi_is_called_what_its_latest_definition_calls_it_and_has_one_row():
    assert of("kpi") == [("KPI002", "Seen", None), ("KPI007", "Revised", "Practice")]


def test_on_a_day_it_is_called_what_the_definition_of_that_day_calls_it():
    def on(day: date) -> list[tuple]:
        return names(PICTURE, on=day).filter(kind="kpi").select("code", "title", "priority").rows()

    seen = ("KPI002", "Seen", None)
    assert on(date(2023, 3, 31)) == [seen, ("KPI007", "Former", "People")]
    assert on(date(2023, 4, 1)) == [seen, ("KPI007", "Revised", "Practice")]
    # None is in force: what it is called last, not nothing.
    assert on(date(2018, 3, 31)) == [seen, ("KPI007", "Revised", "Practice")]


def test_a_milestone_serves_the_priority_of_its_outcome():
    assert of("milestone") == [("M1", "Ten homes", "Prevention"), ("M2", "Of an outcome not held", None)]


def test_a_finding_has_its_inspection_and_number_for_a_code():
    assert of("finding") == [("ILACS-2022/10", "Record visits.", None)]


def test_priorities_and_aims_are_there_though_nothing_is_held():
    found = names({})
    assert set(found["kind"]) == {"priority", "aim"} == set(KINDS) - set(HELD_BY)
    assert sorted(found.filter(kind="priority")["code"]) == sorted(PRIORITIES)
    assert sorted(found.filter(kind="aim")["title"]) == sorted(AIMS)
    assert found.filter(kind="priority").select(pl.col("priority") == pl.col("code"))["priority"].all()


def test_a_thing_is_called_by_its_code_and_title_as_a_sentence_has_it():
    told = dict(names(PICTURE).select("code", words=called()).iter_rows())
    assert told["KPI007"] == "KPI007 Revised"
    assert told["4c"] == "Risk 4c Placements"
    assert told["ILACS-2022/10"] == "Finding ILACS-2022/10"
    assert (told["LEGAL"], told["People"], told[AIMS[0]]) == ("Legal work", "People", AIMS[0])
    gone = frame("| kind | code | title |\n| kpi | KPI9 | - |\n| risk | 7 | - |", code=pl.String, title=pl.String)
    assert gone.select(called())["code"].to_list() == ["KPI9", "Risk 7"]
