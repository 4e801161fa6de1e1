"""What the KPIs are held to, told where it differs between two days: a table a case."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core.differences import ROWS
from sct_dash.core.terms import definitions, targets
from tests.frames import frame

KPIS = frame("""
    | kpi_code | name      | unit    | direction | frequency | owner | valid_from | valid_to | submission_id |
    | KPI1     | Visits    | percent | higher    | month     | A     | 2018-04-01 | -        | 1             |
    | KPI2     | Caseload  | ratio   | lower     | month     | B     | 2018-04-01 | -        | 1             |
""")
THEN, NOW = date(2023, 3, 1), date(2023, 5, 1)
HEAD = "| kpi_code | valid_from | valid_to | target | target_upper | tolerance | tolerance_kind | submission_id |\n"
HELD = "| KPI1 | 2018-04-01 | - | 85 | - | 5 | points | 2 |\n"


def target_rows(before, after, on=NOW):
    then, now = ({"targets": frame(HEAD + rows)} if rows else {} for rows in (before, after))
    found = targets(then, now, THEN, on, KPIS)
    assert found.schema == ROWS
    assert set(found["what"]) <= {"target"}
    return found.select("kpi", "change", "submission_id", "rest").rows()


def test_a_target_that_another_follows_is_told_once():
    ended = HELD.replace("| - | 85", "| 2023-03-31 | 85").replace("| 2 |", "| 9 |")
    assert target_rows(HELD, ended + "| KPI1 | 2023-04-01 | - | 90 | - | 1 | points | 9 |") == [
        (
            *("KPI1", "changed", 9),
            " goes from a target of 85% (tolerance 5 points) to a target of 90% (tolerance 1 point), from 1 April 2023",
        )
    ]


def test_a_target_recorded_long_before_is_told_when_its_day_comes():
    both = HELD + "| KPI1 | 2023-04-01 | - | 90 | - | 5 | points | 3 |"
    assert [row[:3] for row in target_rows(both, both)] == [("KPI1", "changed", 3)]
    assert target_rows(both, both, on=date(2023, 3, 31)) == []
    resent = both.replace("| 2 |", "| 9 |")
    assert [row[2] for row in target_rows(resent, resent)] == [3]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", HELD, ("KPI1", "set", 2, " now has a target of 85% (tolerance 5 points), from 1 April 2018")),
        (HELD, "", ("KPI1", "dropped", 2, " no longer has a target of 85% (tolerance 5 points)")),
        (
            HELD,
            HELD.replace("| 5 | points | 2", "| 10 | percent | 4"),
            (
                *("KPI1", "changed", 4),
                " goes from a target of 85% (tolerance 5 points) to a target of 85% (tolerance 10% of it), "
                "from 1 April 2018",
            ),
        ),
        (
            HELD,
            HELD + "| KPI1 | 2027-04-01 | - | 95 | - | 0 | points | 5 |",
            ("KPI1", "set", 5, ": a target of 95%, from 1 April 2027, is now recorded"),
        ),
        (
            HELD + "| KPI1 | 2027-04-01 | - | 95 | - | 0 | points | 5 |",
            HELD,
            ("KPI1", "dropped", 5, ": a target of 95% from 1 April 2027 is no longer recorded"),
        ),
        (
            HELD,
            HELD.replace("| - | 85", "| 2027-03-31 | 85").replace("| 2 |", "| 6 |"),
            (
                *("KPI1", "changed", 6),
                " goes from a target of 85% (tolerance 5 points) to a target of 85% (tolerance 5 points) "
                "until 31 March 2027, from 1 April 2018",
            ),
        ),
        (
            "| KPI2 | 2018-04-01 | - | 18 | - | 2 | points | 2 |",
            "| KPI2 | 2018-04-01 | - | 16 | - | 1.5 | points | 7 |",
            (
                *("KPI2", "changed", 7),
                " goes from a target of 18 or lower (tolerance 2) to a target of 16 or lower (tolerance 1.5), "
                "from 1 April 2018",
            ),
        ),
    ],
)
def test_a_target_that_differs_is_told_in_one_sentence(before, after, told):
    assert target_rows(before, after) == [told]


def test_that_a_target_will_be_followed_is_told_by_its_follower_alone():
    ended = HELD.replace("| - | 85", "| 2027-03-31 | 85")
    later = "| KPI1 | 2027-04-01 | - | 90 | - | 5 | points | 9 |"
    assert [row[1:] for row in target_rows(HELD, ended + later)] == [
        ("set", 9, ": a target of 90% (tolerance 5 points), from 1 April 2027, is now recorded")
    ]


def test_a_target_that_is_over_and_that_nothing_follows_is_gone_and_said_once():
    over = HELD.replace("| - | 85", "| 2023-03-31 | 85")
    assert [row[1] for row in target_rows(HELD, over)] == ["dropped"]


def test_an_amended_target_of_earlier_years_is_told_beside_the_one_in_force():
    later = "| KPI1 | 2023-04-01 | - | 90 | - | 5 | points | 3 |"
    amended = HELD.replace("85", "80").replace("| 2 |", "| 8 |")
    assert [row[1:3] for row in target_rows(HELD, amended + later)] == [("changed", 3), ("changed", 8)]
    ((_, change, by, rest),) = target_rows(HELD + later, amended + later, on=THEN)
    assert (change, by) == ("changed", 8) and "85%" in rest and "80%" in rest


def test_targets_that_are_alike_and_those_of_kpis_not_asked_for_are_not_told():
    assert target_rows(HELD, HELD.replace("| 2 |", "| 9 |")) == []
    assert target_rows("", HELD.replace("KPI1", "KPI9")) == []


def told_definitions(after, before=KPIS, then_on=THEN, now_on=NOW):
    found = definitions({"kpis": before}, {"kpis": after}, then_on, now_on)
    assert found.schema == ROWS
    return found.select("kpi", "change", "was", "becomes", "submission_id", "rest").rows()


def test_a_definition_that_differs_names_what_differs():
    after = KPIS.with_columns(
        submission_id=pl.lit(4),
        unit=pl.Series(["per_10000", "ratio"]),
        owner=pl.Series([None, "B"], dtype=pl.String),
    )
    assert told_definitions(after) == [
        (
            *("KPI1", "changed", "unit percent; owner A", "unit per 10,000; owner nothing", 4),
            ": its definition changed: unit from percent to per 10,000; owner from A to nothing",
        )
    ]


def test_a_long_text_that_differs_is_told_as_reworded_and_not_repeated():
    after = KPIS.with_columns(method=pl.Series([None, "Counted on the last day"], dtype=pl.String))
    assert told_definitions(after) == [("KPI2", "changed", None, None, 1, ": its definition changed: method reworded")]


def test_a_later_definition_counts_from_its_own_day():
    later = KPIS.head(1).with_columns(valid_from=date(2023, 4, 1), direction=pl.lit("lower"))
    both = pl.concat([KPIS, later])
    assert [row[0] for row in told_definitions(both, before=both)] == ["KPI1"]
    assert told_definitions(both, before=both, now_on=date(2023, 3, 31)) == []
    assert told_definitions(KPIS.head(1)) == []
