"""A KPI's definition on a day, its value, its travel and its year to date."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import kpis
from sct_dash.core.frames import SCHEMAS, empty, facts
from tests.frames import frame

DEFINITIONS = facts(
    {
        "kpis": frame("""
            | kpi_code | name | unit    | direction | aggregation | valid_from | valid_to   |
            | A        | old  | percent | higher    | ratio       | 2018-04-01 | 2023-03-31 |
            | A        | new  | percent | higher    | ratio       | 2023-04-01 | -          |
            | B        | only | count   | lower     | total       | 2020-04-01 | 2021-03-31 |
            | C        | long | score   | higher    | snapshot    | 2018-04-01 | -          |
            | C        | trial| score   | lower     | snapshot    | 2021-04-01 | 2021-09-30 |
        """)
    },
    "kpis",
)
CLEAN = kpis.without_origin(DEFINITIONS)


def names_on(year, month, day):
    return dict(kpis.in_force(DEFINITIONS, date(year, month, day)).select("kpi_code", "name").rows())


def test_a_definition_is_in_force_on_its_first_day_and_its_last():
    assert names_on(2018, 4, 1)["A"] == "old"
    assert names_on(2023, 3, 31)["A"] == "old"
    assert names_on(2023, 4, 1)["A"] == "new"
    assert names_on(2021, 3, 31)["B"] == "only"


def test_before_its_first_day_and_after_its_last_a_kpi_is_not_in_force():
    assert names_on(2018, 3, 31) == {}
    assert "B" not in names_on(2020, 3, 31)
    assert "B" not in names_on(2021, 4, 1)


def test_a_trial_definition_gives_way_to_the_one_still_in_force_behind_it():
    assert names_on(2021, 9, 30)["C"] == "trial"
    assert names_on(2021, 10, 1)["C"] == "long"


@pytest.mark.parametrize(
    ("code", "end", "name"),
    [
        ("A", date(2017, 12, 31), "old"),
        ("A", date(2023, 3, 31), "old"),
        ("A", date(2023, 4, 30), "new"),
        ("B", date(2019, 4, 30), "only"),
        ("B", date(2022, 4, 30), "only"),
        ("C", date(2021, 9, 30), "trial"),
        ("C", date(2021, 10, 31), "long"),
    ],
)
def test_a_value_has_the_definition_in_force_at_its_periods_end(code, end, name):
    values = pl.DataFrame({"kpi_code": [code], "period_end": [end]})
    assert kpis.defined(values, CLEAN)["name"].to_list() == [name]


def test_a_value_of_an_unknown_kpi_is_left_out_and_the_order_is_kept():
    values = pl.DataFrame({"kpi_code": ["C", "Z", "A", "B"], "period_end": [date(2021, 1, 31)] * 4})
    assert kpis.defined(values, CLEAN)["kpi_code"].to_list() == ["C", "A", "B"]


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "value", "symbol", "expected"),
    [
        ("percent", 45.0, 60.0, None, None, 75.0),
        ("percent", 45.0, 60.0, 12.0, None, 75.0),
        ("percent", 0.0, 60.0, None, None, 0.0),
        ("percent", 45.0, 0.0, None, None, None),
        ("percent", 0.0, 0.0, 50.0, None, None),
        ("percent", 45.0, None, 62.5, None, 62.5),
        ("percent", None, 60.0, None, None, None),
        ("percent", 45.0, 60.0, None, "u", None),
        ("percent", None, None, 62.5, "c", None),
        ("per_10000", 544.0, 100_000.0, None, None, 54.4),
        ("days", 90.0, 4.0, None, None, 22.5),
        ("ratio", 3.0, 2.0, None, None, 1.5),
        ("count", None, None, 0.0, None, 0.0),
        ("count", None, None, float("nan"), None, None),
        ("count", None, None, float("inf"), None, None),
        ("percent", 29.0, 160.0, None, None, 18.125),
        ("percent", 1.0, 3.0, None, None, 100 / 3),
    ],
)
def test_a_value_is_computed_from_numerator_and_denominator_where_both_are_there(
    unit, numerator, denominator, value, symbol, expected
):
    cells = {"unit": unit, "numerator": numerator, "denominator": denominator, "value": value, "symbol": symbol}
    row = pl.DataFrame(
        [cells],
        schema={
            "unit": pl.String,
            "numerator": pl.Float64,
            "denominator": pl.Float64,
            "value": pl.Float64,
            "symbol": pl.String,
        },
    )
    assert kpis.valued(row)["value"].to_list() == [expected]


def travelled(text, **types):
    rows = frame(text, value=pl.Float64, target=pl.Float64, target_upper=pl.Float64, **types)
    out = kpis.previous_and_travel(rows).sort("period")
    return out["previous"].to_list(), out["travel"].to_list()


@pytest.mark.parametrize(
    ("direction", "was", "now", "travel"),
    [
        ("higher", 80, 81, "better"),
        ("higher", 81, 80, "worse"),
        ("higher", 80, 80, "same"),
        ("lower", 80, 81, "worse"),
        ("lower", 81, 80, "better"),
        ("lower", 80, 80.0000000001, "same"),
        ("range", 3, 4, "better"),
        ("range", 12, 13, "worse"),
        ("range", 6, 9, "same"),
        ("range", 4, 11, "same"),
        ("range", 9, 11, "worse"),
        ("neutral", 80, 81, None),
        ("neutral", 80, 80, None),
        ("higher", "-", 80, None),
        ("higher", 80, "-", None),
        ("higher", 0, 0, "same"),
    ],
)
def test_travel_is_judged_by_the_direction(direction, was, now, travel):
    _, travels = travelled(f"""
        | kpi_code | unit  | direction   | period     | period_end | value | target | target_upper |
        | A        | count | {direction} | 2024-04-01 | 2024-04-30 | {was} | 5      | 10           |
        | A        | count | {direction} | 2024-05-01 | 2024-05-31 | {now} | 5      | 10           |
    """)
    assert travels == [None, travel]


def test_a_range_without_a_target_does_not_travel_and_one_without_an_upper_end_only_from_below():
    text = """
        | kpi_code | unit  | direction | period     | period_end | value | target   | target_upper |
        | A        | count | range     | 2024-04-01 | 2024-04-30 | 3     | {target} | -            |
        | A        | count | range     | 2024-05-01 | 2024-05-31 | 4     | {target} | -            |
        | A        | count | range     | 2024-06-01 | 2024-06-30 | 99    | {target} | -            |
        | A        | count | range     | 2024-07-01 | 2024-07-31 | 9     | {target} | -            |
    """
    assert travelled(text.format(target="-"))[1] == [None] * 4
    assert travelled(text.format(target="5"))[1] == [None, "better", "better", "same"]


def test_previous_is_the_period_just_before_and_a_gap_leaves_it_unknown():
    previous, _ = travelled("""
        | kpi_code | unit    | direction | period     | period_end | value | target | target_upper |
        | A        | percent | higher    | 2024-03-01 | 2024-03-31 | 70    | -      | -            |
        | A        | percent | higher    | 2024-05-01 | 2024-05-31 | 75    | -      | -            |
        | A        | percent | higher    | 2024-06-01 | 2024-06-30 | 80    | -      | -            |
    """)
    assert previous == [None, None, 75.0]


def test_a_quarter_is_not_the_period_before_a_month_nor_is_a_value_of_another_unit():
    previous, _ = travelled("""
        | kpi_code | unit    | direction | period     | period_end | value | target | target_upper |
        | A        | percent | higher    | 2024-01-01 | 2024-03-31 | 70    | -      | -            |
        | A        | percent | higher    | 2024-04-01 | 2024-04-30 | 75    | -      | -            |
        | A        | days    | higher    | 2024-05-01 | 2024-05-31 | 80    | -      | -            |
    """)
    assert previous == [None, None, None]


def to_date(aggregation, *rows, unit="percent"):
    """The (year to date, periods in it) of each (period, end, numerator, denominator, value)."""
    schema = {"period": pl.Date, "period_end": pl.Date} | dict.fromkeys(
        ("numerator", "denominator", "value"), pl.Float64
    )
    cells = pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        kpi_code=pl.lit("A"), unit=pl.lit(unit), aggregation=pl.lit(aggregation), symbol=pl.lit(None, pl.String)
    )
    return kpis.year_to_date(kpis.valued(cells)).select("year_to_date", "year_to_date_periods").rows()


def month(number, numerator=None, denominator=None, value=None, year=2024):
    start = date(year, number, 1)
    return start, pl.Series([start]).dt.month_end()[0], numerator, denominator, value


def test_a_ratio_to_date_is_the_sum_over_the_sum_and_never_a_mean_of_rates():
    assert to_date("ratio", month(4, 1, 10), month(5, 90, 100)) == [(10.0, 1), (100 * 91 / 110, 2)]


def test_a_ratio_to_date_is_unknown_once_a_reported_row_lacks_its_counts():
    rows = [month(4, 1, 10), month(5, value=50), month(6, 9, 10)]
    assert to_date("ratio", *rows) == [(10.0, 1), (None, 1), (None, 2)]


def test_a_total_to_date_is_the_sum_and_is_unknown_once_a_reported_row_has_no_value():
    known = [month(4, value=3), month(5, value=0), month(6, value=4)]
    assert to_date("total", *known, unit="count") == [(3.0, 1), (3.0, 2), (7.0, 3)]
    assert to_date("total", month(4, value=3), month(5), month(6, value=4), unit="count") == [
        (3, 1),
        (None, 1),
        (None, 2),
    ]


def test_a_snapshot_to_date_is_the_latest_value_there_is():
    rows = [month(4, value=3), month(5), month(6, value=4)]
    assert to_date("snapshot", *rows, unit="count") == [(3.0, 1), (3.0, 1), (4.0, 2)]


@pytest.mark.parametrize("aggregation", ["ratio", "total", "snapshot"])
def test_nothing_known_is_no_year_to_date_and_not_zero(aggregation):
    assert to_date(aggregation, month(4)) == [(None, 0)]


def test_a_month_that_was_not_reported_is_not_counted():
    assert to_date("total", month(4, value=3), month(6, value=4), unit="count") == [(3.0, 1), (7.0, 2)]


def test_the_year_begins_again_in_april():
    rows = [month(3, value=5), month(4, value=1), month(2, value=7)]
    assert to_date("total", *rows, unit="count") == [(12.0, 2), (1.0, 1), (7.0, 1)]


def test_a_ratio_of_denominators_that_sum_to_nothing_is_unknown():
    assert to_date("ratio", month(4, 0, 0)) == [(None, 0)]


def test_a_census_year_stands_alone():
    rows = [
        (date(2019, 10, 1), date(2020, 9, 30), None, None, 20.0),
        (date(2020, 10, 1), date(2021, 9, 30), None, None, 16.0),
    ]
    assert to_date("total", *rows, unit="ratio") == [(20.0, 1), (16.0, 1)]


def test_every_step_accepts_a_frame_of_no_rows():
    rows = kpis.valued(kpis.defined(empty("kpi_values"), empty("kpis")))
    rows = rows.with_columns(target=pl.lit(None, pl.Float64), target_upper=pl.lit(None, pl.Float64))
    out = kpis.year_to_date(kpis.previous_and_travel(rows))
    assert out.height == 0
    assert {"value", "previous", "travel", "year_to_date", "year_to_date_periods"} <= set(out.columns)
    assert kpis.in_force(empty("kpis"), date(2024, 1, 1)).height == 0


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_a_picture_without_a_kind_has_none_of_its_rows_but_all_its_columns(kind):
    found = facts({}, kind)
    assert found.height == 0
    assert found.columns == [*SCHEMAS[kind], "submission_id", "line", "demonstration"]


def test_a_blank_tolerance_is_nought_points():
    found = facts({"targets": frame("| kpi_code | target |\n| A | 5 |")}, "targets")
    assert found.select("tolerance", "tolerance_kind").rows() == [(0.0, "points")]
