"""The front page's items: what comes first, what is left out, and how each is told."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import front
from sct_dash.core.status import kpi_status
from tests.frames import frame

ON = date(2026, 11, 15)
REGISTER = """
    | reference | title   | band  | score | previous_score | movement | overdue | next_review_on | actions_overdue | demonstration |
    | 4         | Demand  | red   | 12    | 16             | down     | true    | 2026-11-01     | 0               | true          |
    | 4c        | Homes   | red   | 16    | 12             | up       | false   | 2026-12-01     | 2               | true          |
    | 7         | Staff   | amber | 8     | 8              | same     | -       | -              | 1               | true          |
    | 9         | Courts  | red   | 12    | 12             | closed   | true    | 2026-01-01     | 3               | true          |
    | 11        | New one | red   | 12    | -              | new      | false   | 2026-12-01     | 0               | true          |
"""  # noqa: E501
MILESTONES = """
    | milestone | title  | brag         | slippage_days | due_on     | percent | demonstration |
    | M1        | Hubs   | late         | 31            | 2026-10-15 | 60      | true          |
    | M2        | Homes  | late         | 549           | 2026-09-30 | 80      | true          |
    | M3        | Audit  | at_risk      | 0             | 2026-12-10 | 60.5    | true          |
    | M4        | Panel  | not_reported | 0             | 2026-12-01 | -       | true          |
    | M5        | Rota   | on_track     | 0             | 2027-01-31 | 10      | true          |
    | M6        | Survey | complete     | 0             | 2026-11-30 | 100     | true          |
"""


def register() -> pl.DataFrame:
    return frame(REGISTER).with_columns(pl.col("actions_overdue").cast(pl.Int64))


def milestones() -> pl.DataFrame:
    return frame(MILESTONES).with_columns(pl.col("slippage_days").cast(pl.Int64))


def statuses(**values: float | None) -> pl.DataFrame:
    """Four monthly percentages against 88 with a tolerance of 5: what kpi_status makes of these values of October."""
    kpis = pl.concat(
        frame(f"""
            | kpi_code | name       | kpi_set  | unit    | direction | aggregation | frequency | valid_from |
            | {code}   | Name {code} | contract | percent | higher    | snapshot    | month     | 2026-01-01 |
        """)
        for code in values
    )
    targets = "| kpi_code | valid_from | target | tolerance |\n"
    targets += "".join(f"| {code} | 2018-04-01 | 88 | 5 |\n" for code in values)
    held = pl.DataFrame({"kpi_code": list(values), "value": list(values.values())}).drop_nulls()
    held = held.with_columns(period=pl.lit(date(2026, 10, 1)), period_end=pl.lit(date(2026, 10, 31)))
    early = held.with_columns(period=pl.lit(date(2026, 8, 1)), period_end=pl.lit(date(2026, 8, 31)))
    late = pl.DataFrame({"kpi_code": [code for code, value in values.items() if value is None]}).with_columns(
        value=pl.lit(90.0), period=pl.lit(date(2026, 8, 1)), period_end=pl.lit(date(2026, 8, 31))
    )
    picture = {"kpis": kpis, "targets": frame(targets), "kpi_values": pl.concat([held, early, late], how="diagonal")}
    return kpi_status(picture, on=date(2026, 11, 20))


def test_red_comes_before_amber_and_a_real_change_for_the_worse_before_other_reds():
    found = statuses(A=80.0, B=84.0, C=81.0, D=95.0)
    found = found.with_columns(
        variation=pl.when(pl.col("kpi") == "C").then(pl.lit("concern_low")).otherwise(pl.col("variation"))
    )
    items = front.off(found, register().clear())
    assert items["code"].to_list() == ["C", "A", "B"]
    assert items["status"].to_list() == ["red", "red", "amber"]
    assert items["says"].to_list() == [
        "81.0% against 88%, a real change for the worse",
        "80.0% against 88%",
        "84.0% against 88%",
    ]


def test_a_relieved_kpi_is_not_off():
    found = statuses(A=80.0).with_columns(relieved=pl.lit(True))
    assert front.off(found, register().clear()).is_empty()


def test_of_the_risks_the_red_ones_are_off_the_risen_first_and_the_closed_not():
    items = front.off(statuses(A=90.0), register())
    assert items.select("kind", "code", "says").rows() == [
        ("risk", "4c", "score 16, up from 12"),
        ("risk", "4", "score 12, down from 16"),
        ("risk", "11", "score 12"),
    ]


@pytest.mark.parametrize(
    ("overdue", "actions", "says"),
    [
        ("true", 0, "review was due by 1 November 2026"),
        ("true", 1, "review was due by 1 November 2026, 1 action overdue"),
        ("false", 2, "2 actions overdue"),
    ],
)
def test_a_risk_is_late_by_its_review_or_its_actions(overdue, actions, says):
    drawn = (
        REGISTER.splitlines()[1]
        + f"""
    | 4 | Demand | amber | 8 | 8 | same | {overdue} | 2026-11-01 | {actions} | true |"""
    )
    rows = frame(drawn).with_columns(pl.col("actions_overdue").cast(pl.Int64))
    assert front.late(statuses(A=90.0), milestones().clear(), rows)["says"].to_list() == [says]


def test_late_returns_come_first_then_milestones_the_longest_late_first_then_risks_but_not_closed_ones():
    items = front.late(statuses(A=90.0, B=None), milestones(), register())
    assert items.select("kind", "code").rows() == [
        ("kpi", "B"),
        ("milestone", "M2"),
        ("milestone", "M1"),
        ("risk", "4"),
        ("risk", "4c"),
        ("risk", "7"),
    ]
    assert items["says"][0] == "was due by 15 November 2026"
    assert items["says"][1] == "549 days after its first date"
    assert set(items["status"]) == {"late"}


def test_what_is_next_is_meetings_relief_milestones_within_thirty_days_and_windows():
    calendar = frame("""
        | board  | meets_on   | set   | demonstration |
        | Second | 2026-12-03 | false | false         |
        | First  | 2026-11-26 | true  | true          |
    """)
    relief = frame("""
        | kpi    | name | relief_to  | demonstration |
        | KPI013 | Plans | 2026-12-31 | true         |
    """)
    windows = frame("""
        | last       | framework_title | earliest_on | latest_on  | passed | demonstration |
        | I1         | Services        | 2028-04-24  | 2029-04-24 | false  | false         |
        | I2         | Adoption        | 2024-01-01  | 2025-12-31 | true   | false         |
    """)
    items = front.ahead(calendar, relief, milestones(), windows, on=ON)
    assert items.select("kind", "code", "status", "says").rows() == [
        ("meeting", "First/2026-11-26", None, "26 November 2026"),
        ("meeting", "Second/2026-12-03", None, "3 December 2026, expected: no date is set"),
        ("kpi", "KPI013", "relieved", "relief ends 31 December 2026"),
        ("milestone", "M4", "not_reported", "due 1 December 2026, nothing reported yet"),
        ("milestone", "M3", "at_risk", "due 10 December 2026, 61% done"),
        ("inspection", "I2", None, "next inspection was expected by 31 December 2025"),
        ("inspection", "I1", None, "next inspection between 24 April 2028 and 24 April 2029"),
    ]


def test_a_milestone_due_on_the_last_of_thirty_days_is_next_and_one_a_day_later_is_not():
    def due(on: date) -> list[str]:
        rows = milestones().filter(milestone="M5").with_columns(due_on=on)
        calendar = frame("| board | meets_on | set | demonstration |").cast({"meets_on": pl.Date})
        relief = frame("| kpi | name | relief_to | demonstration |")
        windows = frame("| last | framework_title | earliest_on | latest_on | passed | demonstration |")
        return front.ahead(calendar, relief, rows, windows, on=ON)["code"].to_list()

    assert due(date(2026, 12, 15)) == due(ON) == ["M5"]
    assert due(date(2026, 12, 16)) == due(date(2026, 11, 14)) == []


def test_something_could_be_off_target_where_a_kpi_has_a_colour_of_its_own_or_an_open_risk_a_band():
    none, closed = register().clear(), register().filter(movement="closed")
    assert front.rated(statuses(A=90.0), none)
    for status in ("late", "no_data", "not_due", "neutral"):
        assert not front.rated(statuses(A=90.0).with_columns(status=pl.lit(status)), none)
    relieved = statuses(A=90.0).with_columns(relieved=pl.lit(True))
    assert not front.rated(relieved, closed)
    assert front.rated(relieved, register().head(1))
    assert not front.rated(relieved, register().head(1).with_columns(band=pl.lit(None, pl.String)))


def test_something_could_be_late_where_a_kpi_was_reported_a_milestone_is_due_or_a_risk_is_to_be_reviewed():
    kpis, steps, risks = statuses(A=90.0), milestones(), register().with_columns(actions_open=pl.lit(0))
    no_kpi, no_step, no_risk = kpis.clear(), steps.clear(), risks.clear()
    assert front.owed(kpis, no_step, no_risk)
    assert not front.owed(kpis.with_columns(status=pl.lit("not_due")), no_step, no_risk)
    assert not front.owed(kpis.with_columns(status=pl.lit("no_data")), no_step, no_risk)
    assert front.owed(no_kpi, steps.filter(milestone="M5"), no_risk)
    assert not front.owed(no_kpi, steps.filter(milestone="M6"), no_risk)
    assert front.owed(no_kpi, no_step, risks.filter(reference="11"))
    assert not front.owed(no_kpi, no_step, risks.filter(reference="7"))
    assert front.owed(no_kpi, no_step, risks.filter(reference="7").with_columns(actions_open=pl.lit(1)))
    assert not front.owed(no_kpi, no_step, risks.filter(reference="9"))


def test_what_moved_begins_with_what_got_worse_and_leaves_out_what_is_only_recorded():
    found = frame("""
        | what      | change   | kind      | code | name   | was           | becomes      | says | demonstration |
        | status    | moved    | kpi       | K1   | One    | Red           | Green        | -    | true          |
        | target    | changed  | kpi       | K1   | One    | 80%           | 85%          | -    | true          |
        | status    | moved    | kpi       | K2   | Two    | Green         | Amber        | -    | true          |
        | status    | moved    | kpi       | K3   | Three  | Amber         | Red          | -    | true          |
        | status    | moved    | kpi       | K4   | Four   | Late          | Red          | -    | true          |
        | signal    | began    | kpi       | K5   | Five   | Usual         | Concern: rising | K5 Five: a real change for the worse starts (since April) | true |
        | signal    | ended    | kpi       | K6   | Six    | Concern: rising | Usual      | K6 Six: a real change for the worse ends | true |
        | restated  | restated | kpi       | K1   | One    | 80.0%         | 81.2%        | -    | true          |
        | risk      | corrected | risk     | 9    | Courts | 9 (Amber)     | 12 (Red)     | -    | true          |
        | risk      | down     | risk      | 7    | Staff  | 12 (Red)      | 8 (Amber)    | -    | true          |
        | risk      | up       | risk      | 4    | Demand | 12 (Red)      | 16 (Red)     | -    | true          |
        | milestone | slipped  | milestone | M1   | Hubs   | 31 March 2026 | 30 June 2026 | -    | true          |
        | milestone | complete | milestone | M2   | Rota   | On track      | Complete     | -    | true          |
        | inspection | new     | inspection | I1  | Visit  | -             | Not graded   | -    | false         |
    """)  # noqa: E501
    items = front.moved(found)
    assert items.select("code", "status", "says").rows() == [
        ("K3", "red", "Amber to Red, worse"),
        ("K2", "amber", "Green to Amber, worse"),
        ("K5", None, "a real change for the worse starts"),
        ("4", None, "12 (Red) to 16 (Red), worse"),
        ("M1", None, "31 March 2026 to 30 June 2026, worse"),
        ("K4", "red", "Late to Red"),
        ("K1", "green", "Red to Green"),
        ("K6", None, "a real change for the worse ends"),
        ("7", None, "12 (Red) to 8 (Amber)"),
        ("M2", None, "On track to Complete"),
        ("K1", None, "80.0% to 81.2%, restated"),
        ("I1", None, "Not graded"),
        ("9", None, "9 (Amber) to 12 (Red), corrected"),
    ]


def test_nothing_held_is_no_item():
    nothing = front.ahead(
        frame("| board | meets_on | set | demonstration |").cast({"meets_on": pl.Date}),
        frame("| kpi | name | relief_to | demonstration |"),
        milestones().clear(),
        frame("| last       | framework_title | earliest_on | latest_on | passed | demonstration |"),
        on=ON,
    )
    assert nothing.is_empty() and nothing.schema == front.ITEMS
