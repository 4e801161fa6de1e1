"""What a meeting talks about: which items, in which order, of which subjects, and in what words."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import agenda, plan, risks
from sct_dash.core.contradictions import FOUND
from sct_dash.core.since import AHEAD, SCHEMA
from tests.frames import frame

ON = date(2026, 11, 15)
ALL = "kpis; staffing; finance; risks; plan; inspections"
STATUS = frame("""
| kpi | name  | status | relieved | variation        | sentence           | comment  | demonstration |
| K1  | Seen  | red    | false    | common_cause     | Red: 60% v 80%.    | Two left | true          |
| K2  | Waits | red    | false    | concern_high     | Red and worse.     | -        | true          |
| K3  | Calls | amber  | false    | concern_low      | Amber and worse.   | -        | false         |
| K4  | Plans | red    | true     | concern_low      | Relieved.          | -        | false         |
| K5  | Moves | green  | false    | improvement_high | Green.             | -        | false         |
| K6  | Homes | green  | false    | common_cause     | Green.             | -        | false         |
""")
MATRIX = frame("""
| valid_from | part       | level | band  |
| 2018-04-01 | likelihood | 4     | -     |
| 2018-04-01 | impact     | 4     | -     |
| 2018-04-01 | score      | 6     | amber |
| 2018-04-01 | score      | 9     | amber |
| 2018-04-01 | score      | 12    | red   |
| 2018-04-01 | score      | 16    | red   |
""")
RISKS = frame("""
| reference | title  | owner | opened_on  | closed_on  |
| 1         | Homes  | Dir   | 2020-04-01 | -          |
| 2         | Money  | Dir   | 2020-04-01 | -          |
| 3         | Staff  | Dir   | 2020-04-01 | -          |
| 4         | Care   | Dir   | 2020-04-01 | -          |
| 5         | Data   | Dir   | 2020-04-01 | 2026-11-01 |
""", reference=pl.String)  # fmt: skip
SCORES = frame("""
| reference | assessed_on | score |
| 1         | 2026-09-01  | 12    |
| 2         | 2026-09-01  | 6     |
| 2         | 2026-11-01  | 9     |
| 3         | 2026-09-01  | 12    |
| 3         | 2026-11-01  | 16    |
| 4         | 2026-09-01  | 9     |
| 4         | 2026-11-01  | 6     |
| 5         | 2026-09-01  | 12    |
""", reference=pl.String)  # fmt: skip
PICTURE = {
    "risk_bands": MATRIX,
    "risks": RISKS,
    "risk_scores": SCORES,
    "milestones": frame("""
        | milestone | title  | first_due_on |
        | M1        | Audit  | 2026-10-31   |
        | M2        | Visits | 2026-03-31   |
        | M3        | Pay    | 2027-06-30   |
        | M4        | Begin  | 2025-03-31   |
    """),
    "milestone_updates": frame("""
        | milestone | reported_on | percent | status   |
        | M4        | 2025-03-01  | 100     | complete |
    """),
}
CHANGED = pl.DataFrame(
    [
        {"what": what, "kpi": kpi, "name": name, "says": says, "kind": "kpi", "code": kpi, "demonstration": False}
        for what, kpi, name, says in (
            ("status", "K1", "Seen", "K1 Seen goes from Amber to Red"),
            ("restated", "K6", "Homes", "K6 Homes, August 2026: restated from 1 to 2"),
            ("restated", "K6", "Homes", "K6 Homes, September 2026: restated from 2 to 3"),
            ("relief", "K4", "Plans", "K4 Plans: relief began on 1 November 2026"),
        )
    ],
    schema=SCHEMA,
)
AHEAD_ROWS = pl.DataFrame(
    [{"kpi": "K4", "name": "Plans", "says": "K4 Plans: relief ends on 31 December 2026", "demonstration": True}],
    schema=AHEAD,
)
CONTRADICTIONS = pl.DataFrame(
    [
        {"rule": "lowered", "kind": "risk", "code": "4", "other_kind": "kpi", "other_code": "K2", "title": "Care",
         "says": "Risk 4 was lowered although K2 worsens.", "demonstration": False},
        {"rule": "no_action", "kind": "finding", "code": "I-2022/3", "title": "Plan sooner",
         "says": "It has no action.", "demonstration": False},
    ],
    schema=FOUND,
)  # fmt: skip
TOLD = {
    "staffing": {"says": "70% are permanent.", "demonstration": True},
    "finance": {"says": "£1.0m over.", "demonstration": False},
}


def items(receives: str = ALL, **other) -> pl.DataFrame:
    given = {
        "contradictions": CONTRADICTIONS,
        "status": STATUS,
        "register": risks.register(PICTURE, on=ON, since=date(2026, 10, 1)),
        "milestones": plan.milestones(PICTURE, on=ON),
        "changed": CHANGED,
        "relief": AHEAD_ROWS,
        "told": TOLD,
    }
    return agenda.items({"receives": receives}, **(given | other))


def test_exceptions_come_first_in_the_order_of_their_weight_and_what_is_well_last():
    assert items().select("item_kind", "item_code").rows() == [
        ("risk", "4"),
        ("finding", "I-2022/3"),
        ("kpi", "K2"),
        ("kpi", "K1"),
        ("kpi", "K3"),
        ("risk", "3"),
        ("risk", "2"),
        ("risk", "1"),
        ("milestone", "M2"),
        ("milestone", "M1"),
        ("kpi", "K6"),
        ("kpi", "K4"),
        ("kpi", "K4"),
        ("staffing", "staffing"),
        ("finance", "finance"),
        ("meeting", "meeting"),
    ]


def test_each_item_says_why_it_is_on_the_agenda():
    groups = dict(items().select("title", "group").rows())
    assert groups["Risk 4 Care"] == "Risk lowered while its KPI gets worse"
    assert groups["K2 Waits"] == "Red KPI, and a real change for the worse"
    assert groups["K1 Seen"] == "Red KPI"
    assert groups["K3 Calls"] == "A real change for the worse"
    assert groups["Risk 3 Staff"] == "Risk moved up from 12 to 16"
    assert groups["Risk 2 Money"] == "Risk moved up from 6 to 9"
    assert groups["Risk 1 Homes"] == "Red risk"
    assert groups["M2 Visits"] == "Late milestone"


def test_an_item_has_its_status_its_sentence_and_what_was_said_for_it():
    row = items().filter(pl.col("item_code") == "K1").row(0, named=True)
    assert (row["status"], row["says"], row["why"]) == ("red", "Red: 60% v 80%.", "Two left")
    assert row["demonstration"] is True
    late = items().filter(pl.col("item_code") == "M1").row(0, named=True)
    assert late["status"] == "late"
    assert late["says"].startswith("Late: due 31 October 2026, 15 days ago")
    risk = items().filter(pl.col("group") == "Red risk").row(0, named=True)
    assert risk["says"].startswith("Red (12) since it was assessed on 1 September 2026")


def test_a_relieved_kpi_is_talked_about_for_its_relief_alone():
    of_k4 = items().filter(pl.col("item_code") == "K4")
    assert of_k4["group"].to_list() == ["Relief", "Relief"]
    assert of_k4["says"].to_list() == [
        "K4 Plans: relief began on 1 November 2026.",
        "K4 Plans: relief ends on 31 December 2026.",
    ]


def test_many_figures_restated_of_one_kpi_are_one_item():
    says = items().filter(pl.col("group") == "Restated")["says"].to_list()
    assert says == [
        "K6 Homes, September 2026: restated from 2 to 3. 1 more figure of it was restated since the last meeting held "
        "here."
    ]


def test_a_risk_that_was_closed_is_not_talked_about_and_counts_as_well():
    assert "5" not in items("risks")["item_code"].to_list()
    assert items("risks")["says"].to_list()[-1] == (
        "1 risk came down since the last meeting held here. 1 risk was closed since the last meeting held here."
    )


@pytest.mark.parametrize(
    ("receives", "kinds"),
    [
        ("kpis", {"kpi", "risk", "meeting"}),
        ("risks", {"risk", "meeting"}),
        ("plan", {"milestone", "meeting"}),
        ("inspections", {"finding"}),
        ("staffing", {"staffing"}),
        ("finance", {"finance"}),
    ],
)
def test_a_board_hears_only_of_what_it_receives(receives: str, kinds: set[str]):
    assert set(items(receives)["item_kind"]) == kinds


def test_a_board_hears_of_a_contradiction_that_one_of_its_own_things_is_in():
    row = items("kpis").row(0, named=True)
    assert (row["item_kind"], row["item_code"], row["subject"]) == ("risk", "4", "kpis")
    assert items("plan").filter(pl.col("item_kind") == "risk").is_empty()


def against(milestones: dict[str, str]) -> pl.DataFrame:
    """Complete milestones beside the Red KPI of each."""
    rows = [
        {"rule": "complete", "kind": "milestone", "code": code, "title": "Step", "other_kind": "kpi",
         "other_code": kpi, "other_title": "Seen", "says": f"{code} is complete, but {kpi} is Red.",
         "demonstration": code == "M2"}
        for code, kpi in milestones.items()
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=FOUND)


def test_all_that_is_complete_while_one_kpi_is_red_is_one_item_on_that_kpi():
    rows = items("kpis; plan", contradictions=against({"M1": "K1", "M2": "K2", "M3": "K1", "M4": "K1"})).head(2)
    assert rows.select("subject", "item_kind", "item_code", "title", "status", "demonstration").rows() == [
        ("plan", "kpi", "K1", "K1 Seen", "red", False),
        ("plan", "kpi", "K2", "K2 Seen", "red", True),
    ]
    assert rows["group"].to_list() == [
        "3 milestones complete, but their KPI is Red",
        "Milestone complete, but a KPI of its outcome is Red",
    ]
    many, one = rows["says"]
    assert "M1 Step; M3 Step; M4 Step." in many and one == "M2 is complete, but K2 is Red."


@pytest.mark.parametrize("many", [4, 5, 40])
def test_the_first_red_kpi_comes_within_the_first_few_items_however_much_contradicts(many: int):
    findings = [
        {"rule": "no_action", "kind": "finding", "code": f"I/{number}", "says": "-", "demonstration": False}
        for number in range(many)
    ]
    found = items(contradictions=pl.DataFrame(findings, schema=FOUND)).with_row_index("at", 1)
    assert found.filter(item_code="K2")["at"].item() == agenda.FEW + 1
    assert found.filter(item_kind="finding").height == many
    assert found.filter(item_kind="finding")["at"].max() < found.filter(item_kind="risk")["at"].min()


def test_what_is_well_is_counted_and_said_only_where_there_is_any():
    assert items("kpis")["says"].to_list()[-1] == "2 KPIs are Green. 1 KPI shows a real change for the better."
    assert items("plan")["says"].to_list()[-1] == "1 milestone is complete."
    nothing = items("kpis", status=STATUS.clear(), contradictions=CONTRADICTIONS.clear(), changed=CHANGED.clear(),
                    relief=AHEAD_ROWS.clear())  # fmt: skip
    assert nothing.is_empty()
    assert nothing.schema == agenda.ITEMS


def test_a_board_of_which_nothing_is_said_has_no_items():
    rows = agenda.items({"receives": None}, contradictions=CONTRADICTIONS, status=STATUS,
                        register=risks.register(PICTURE, on=ON), milestones=plan.milestones(PICTURE, on=ON),
                        changed=CHANGED, relief=AHEAD_ROWS, told=TOLD)  # fmt: skip
    assert rows.is_empty()
