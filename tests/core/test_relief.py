"""Relief begins and lapses on its days, and never changes a figure or the colour it would have."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core.frames import empty, facts
from sct_dash.core.relief import days_left, relieved
from sct_dash.core.status import series
from tests.frames import frame

RELIEF = facts(
    {
        "relief": frame("""
            | kpi_code | relief_from | relief_to  | clause | reason |
            | A        | 2020-03-31  | 2021-09-30 | 12.1   | Covid  |
            | A        | 2021-04-01  | 2021-06-30 | 12.2   | Flood  |
        """)
    },
    "relief",
)


def rows_ending(*ends, code="A"):
    return pl.DataFrame({"kpi_code": [code] * len(ends), "period_end": ends, "value": [1.0] * len(ends)})


@pytest.mark.parametrize(
    ("end", "is_relieved", "clause"),
    [
        (date(2020, 3, 30), False, None),
        (date(2020, 3, 31), True, "12.1"),
        (date(2021, 3, 31), True, "12.1"),
        (date(2021, 4, 1), True, "12.2"),
        (date(2021, 6, 30), True, "12.2"),
        (date(2021, 7, 1), True, "12.1"),
        (date(2021, 9, 30), True, "12.1"),
        (date(2021, 10, 1), False, None),
    ],
)
def test_relief_covers_its_first_day_and_its_last_and_lapses_the_day_after(end, is_relieved, clause):
    assert relieved(rows_ending(end), RELIEF).select("relieved", "clause").rows() == [(is_relieved, clause)]


def test_relief_is_of_one_kpi_and_of_no_other():
    assert relieved(rows_ending(date(2021, 1, 31), code="B"), RELIEF)["relieved"].to_list() == [False]


def test_without_events_nothing_is_relieved_and_without_rows_nothing_breaks():
    assert relieved(rows_ending(date(2021, 1, 31)), empty("relief"))["relieved"].to_list() == [False]
    assert relieved(rows_ending().cast({"period_end": pl.Date, "kpi_code": pl.String}), RELIEF).height == 0


def test_a_relieved_row_keeps_its_value_and_the_colour_it_would_have():
    picture = {
        "kpis": frame("""
            | kpi_code | name | unit    | direction | aggregation | frequency | valid_from |
            | A        | Ay   | percent | higher    | ratio       | month     | 2018-04-01 |
        """),
        "targets": frame("| kpi_code | valid_from | target |\n| A | 2018-04-01 | 80 |"),
        "kpi_values": frame("""
            | kpi_code | period     | period_end | numerator | denominator |
            | A        | 2021-09-01 | 2021-09-30 | 30        | 60          |
            | A        | 2021-10-01 | 2021-10-31 | 30        | 60          |
        """),
    }
    figures = ["value", "rag", "status", "to_green"]
    relieved_rows = series(picture | {"relief": RELIEF})
    assert relieved_rows.select(figures).rows() == [(50.0, "red", "red", 18), (50.0, "red", "red", 18)]
    assert relieved_rows["relieved"].to_list() == [True, False]
    assert relieved_rows.select(figures).equals(series(picture).select(figures))


def test_the_last_day_of_relief_has_no_day_left_after_it():
    assert [days_left(date(2021, 9, 30), on) for on in (date(2021, 9, 29), date(2021, 9, 30), date(2021, 10, 1))] == [
        1,
        0,
        -1,
    ]
