"""What a submission would turn, and what it would tell again."""

from datetime import date

import polars as pl

from sct_dash.core.changes import SCHEMA, consequences, restated
from sct_dash.core.status import kpi_status, series
from tests.frames import frame

KPIS = frame("""
    | kpi_code | name      | unit    | direction | aggregation | frequency | valid_from |
    | KPI007   | Re-visits | percent | higher    | ratio       | month     | 2018-04-01 |
""")
TARGETS = frame("| kpi_code | valid_from | target | tolerance |\n| KPI007 | 2018-04-01 | 80 | 5 |")
RELIEF = frame("| kpi_code | relief_from | relief_to |\n| KPI007 | 2024-04-01 | 2024-05-31 |")
ON = date(2024, 6, 10)


def picture(april, may=None, **more):
    rows = frame(f"""
        | kpi_code | period     | period_end | numerator | denominator |
        | KPI007   | 2024-04-01 | 2024-04-30 | {april}   | 1000        |
        | KPI007   | 2024-05-01 | 2024-05-31 | {may}     | 1000        |
    """)
    return {"kpis": KPIS, "targets": TARGETS, "kpi_values": rows if may is not None else rows.head(1)} | more


def turns(before, after):
    found = consequences(kpi_status(before, on=ON), kpi_status(after, on=ON))
    assert found.schema == SCHEMA
    return found.select("was", "becomes", "says").rows()


def told_again(before, after):
    found = restated(series(before), series(after))
    assert found.schema == SCHEMA
    return found.select("period", "was", "becomes", "says").rows()


def test_a_status_that_turns_is_told_and_one_that_stays_is_not():
    assert turns(picture(800), picture(700)) == [("Green", "Red", "KPI007 Re-visits goes from Green to Red")]
    assert turns(picture(800), picture(900)) == []
    assert turns(picture(800), picture(800, 900)) == []


def test_relief_that_begins_is_a_consequence_and_names_the_colour_beneath():
    (turn,) = turns(picture(700), picture(700, relief=RELIEF))
    assert turn == (
        *("Red", "Relieved (would be Red)"),
        "KPI007 Re-visits goes from Red to Relieved (would be Red)",
    )


def test_a_kpi_that_comes_and_one_that_goes_are_told():
    none = {}
    assert turns(none, picture(700)) == [(None, "Red", "KPI007 Re-visits is new: Red")]
    assert turns(picture(700), none) == [("Red", None, "KPI007 Re-visits is no longer in force; it was Red")]
    assert turns(none, none) == []


def test_a_reported_period_with_another_value_is_restated_and_a_first_report_is_not():
    assert told_again(picture(800), picture(812, 900)) == [
        ("2024-04", "80.0%", "81.2%", "KPI007 Re-visits, 2024-04: restated from 80.0% to 81.2%")
    ]
    assert told_again(picture(800), picture(800, 900)) == []
    assert told_again({}, picture(800)) == []


def test_two_values_that_look_alike_are_told_apart():
    before = picture(800)
    after = {**before, "kpi_values": before["kpi_values"].with_columns(numerator=pl.lit(800.2))}
    assert told_again(before, after)[0][1:3] == ("80%", "80.02%")


def test_a_value_that_becomes_unknown_or_is_taken_away_is_restated():
    before = picture(800)
    unknown = {**before, "kpi_values": before["kpi_values"].with_columns(symbol=pl.lit("c"))}
    assert told_again(before, unknown)[0][1:3] == ("80.0%", "–")
    assert told_again(unknown, before)[0][1:3] == ("–", "80.0%")
    assert told_again(before, {**before, "kpi_values": before["kpi_values"].head(0)}) == [
        ("2024-04", "80.0%", "–", "KPI007 Re-visits, 2024-04: no longer reported; it was 80.0%")
    ]
