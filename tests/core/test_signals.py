"""A KPI's own series under the rules of XmR: what counts, what is left out, what nothing is carried across."""

from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from sct_dash.core import periods, signals, spc
from sct_dash.core.frames import COMPUTED, OVERLAPPING, empty
from sct_dash.core.signals import ASSURANCES, SCHEMA, VARIATIONS, latest, points
from tests.frames import frame

NO_REBASES = empty("rebases")
USUAL = [50, 52, 49, 51, 50, 48, 52, 50, 51, 49, 50, 52, 48, 51]
"""Fourteen figures about 50, none of them a real change."""
FIRST = {"month": "2020-01", "quarter": "2015/16 Q1", "year": "1990/91", "census_year": "census 1991"}


def series(values, *, grain="month", relieved=(), missing=(), code="A", first=None, **cells):
    """Rows as `status.series` gives them: one a period, in turn; None is a symbol; `missing` places have no row."""
    span, rows = periods.parsed(first or FIRST[grain]), []
    for place, value in enumerate(values):
        if place not in missing:
            rows.append({
                **{"kpi_code": code, "period": span.start, "period_end": span.end, "relieved": place in relieved},
                **{"value": None if value is None else float(value), "unit": "percent", "direction": "higher"},
                **{"target": None, "target_upper": None}, **cells,
            })  # fmt: skip
        span = periods.following(span)
    types = {"value": pl.Float64, "target": pl.Float64, "target_upper": pl.Float64}
    return pl.DataFrame(rows, schema_overrides=types)


def rebases(*days, code="A"):
    return pl.DataFrame({"kpi_code": [code] * len(days), "rebase_on": list(days)}, schema_overrides={
        "kpi_code": pl.String, "rebase_on": pl.Date
    })  # fmt: skip


def said(rows, again=NO_REBASES, code="A"):
    return latest(points(rows, again)).row(by_predicate=pl.col("kpi_code") == code, named=True)


def worked(*values):
    """Mean and limits of figures in a row, by the letter of the specification's section 3."""
    steps = [abs(b - a) for a, b in pairwise(values)]
    rough = sum(steps) / len(steps)
    kept = [step for step in steps if step < 3.267 * rough]
    mean, spread = sum(values) / len(values), 2.66 * sum(kept) / len(kept)
    return pytest.approx((mean, mean - spread, mean + spread), rel=1e-12)


def limits(row):
    return row["mean"], row["lpl"], row["upl"]


def test_the_rows_come_back_as_they_were_in_their_order_with_columns_beside_them():
    rows = pl.concat([series(USUAL, code="B"), series(USUAL, code="A")]).sample(fraction=1, shuffle=True, seed=3)
    out = points(rows, NO_REBASES)
    assert out.select(rows.columns).equals(rows)
    assert out.columns[len(rows.columns) :] == [
        *(
            "ghost",
            "overlapping",
            "series_id",
            "mean",
            "lpl",
            "upl",
            "rebase_group",
            "special_cause_flag",
            "special_cause_type",
        ),
        *("point_type", "rebased_on", "limits", "trial"),
    ]


def test_no_rows_have_the_same_columns_and_types_as_rows():
    some = series(USUAL)
    assert points(some.clear(), NO_REBASES).schema == points(some, NO_REBASES).schema
    assert latest(points(some.clear(), NO_REBASES)).schema == latest(points(some, NO_REBASES)).schema == SCHEMA


def test_the_limits_are_those_of_the_specification():
    out = points(series(USUAL), NO_REBASES)
    assert {limits(row) == worked(*USUAL) for row in out.iter_rows(named=True)} == {True}
    assert out["limits"].all() and not out["trial"].any()
    assert limits(said(series(USUAL))) == worked(*USUAL)


def test_a_single_leap_is_screened_out_of_the_limits_and_stays_in_the_mean():
    leap = [*USUAL, 90, *USUAL]
    steps = [abs(b - a) for a, b in pairwise(leap)]
    assert limits(said(series(leap))) == worked(*leap)
    assert said(series(leap))["upl"] < sum(leap) / len(leap) + 2.66 * sum(steps) / len(steps)


@pytest.mark.parametrize("count", [1, 2, 12])
def test_under_thirteen_points_there_is_a_mean_and_nothing_else(count):
    values = [50, 60] * 6
    out = points(series(values[:count]), NO_REBASES)
    assert out["mean"].to_list() == [sum(values[:count]) / count] * count
    assert out.select("lpl", "upl", "special_cause_type", "point_type").null_count().row(0) == (count,) * 4
    assert not out["limits"].any() and not out["special_cause_flag"].any()
    row = said(series(values[:count], target=55.0))
    assert (row["variation"], row["assurance"], row["signal_points"]) == ("too_few", "none", count)
    assert (row["signal_type"], row["signal_from"], row["lpl"], row["trial"]) == (None, None, None, False)


def test_the_thirteenth_point_brings_limits():
    assert spc.ENOUGH == 13
    assert [said(series(USUAL[:count]))["variation"] for count in (12, 13)] == ["too_few", "common_cause"]


def test_only_unrelieved_points_with_a_value_count_towards_thirteen():
    assert said(series([*USUAL[:12], 50, None], relieved=[12]))["signal_points"] == 12
    assert said(series([*USUAL[:12], 50, None], relieved=[12]))["variation"] == "too_few"


@pytest.mark.parametrize(
    ("direction", "step", "variation", "label"),
    [
        ("higher", 30, "improvement_high", "Above UCL"),
        ("higher", -30, "concern_low", "Below LCL"),
        ("lower", 30, "concern_high", "Above UCL"),
        ("lower", -30, "improvement_low", "Below LCL"),
        ("neutral", 30, "neutral_high", "Above UCL"),
        ("range", -30, "neutral_low", "Below LCL"),
    ],
)
def test_a_real_change_is_better_worse_or_neither_by_the_direction(direction, step, variation, label):
    row = said(series([*USUAL, 50 + step], direction=direction))
    assert (row["variation"], row["signal_type"]) == (variation, label)
    assert (row["signal_from"], row["signal_on"]) == (date(2021, 3, 1), date(2021, 3, 31))


def test_usual_variation_has_no_beginning():
    row = said(series(USUAL))
    assert (row["variation"], row["signal_type"], row["signal_from"]) == ("common_cause", "Common Cause", None)
    assert row["signal_on"] == date(2021, 2, 28)


def test_a_run_begins_with_its_first_point_and_not_with_its_seventh():
    row = said(series([*USUAL, *[51] * 7]))
    assert (row["signal_type"], row["signal_from"]) == ("7 Points Above CL", date(2021, 2, 1))


def test_falling_above_the_mean_is_a_concern_when_high_is_good():
    row = said(series([*[40, 60] * 7, 66, 65, 64, 63, 62, 61, 60]))
    assert row["mean"] < 60
    assert (row["variation"], row["signal_type"]) == ("concern_low", "7 Point Trend (Decreasing)")


def test_a_relieved_period_is_shown_and_left_out_of_limits_and_rules():
    out = points(series([*USUAL[:7], 5, 4, *USUAL[7:]], relieved=[7, 8]), NO_REBASES)
    ghosts, others = out.filter("ghost"), out.filter(~pl.col("ghost"))
    assert limits(ghosts.row(0, named=True)) == worked(*USUAL)
    assert others.drop("period", "period_end").equals(points(series(USUAL), NO_REBASES).drop("period", "period_end"))
    assert ghosts.select("special_cause_type", "point_type").null_count().row(0) == (2, 2)
    assert not ghosts["special_cause_flag"].any() and ghosts["limits"].all()


def test_a_run_goes_on_over_a_relieved_period():
    run = [51, 51, 51, 51, 1, 51, 51, 51]
    assert said(series([*USUAL[:13], *run], relieved=[17]))["signal_type"] == "7 Points Above CL"
    assert said(series([*USUAL[:13], *run[:4], None, *run[5:]]))["signal_type"] == "Common Cause"


def test_a_relieved_last_point_leaves_the_word_to_the_last_before_it():
    row = said(series([*USUAL, 80, 5], relieved=[15]))
    assert (row["variation"], row["signal_on"], row["signal_points"]) == ("improvement_high", date(2021, 3, 31), 15)


def test_a_series_wholly_relieved_has_nothing_to_say():
    row = said(series(USUAL, relieved=range(14), target=40.0))
    assert {name: row[name] for name in SCHEMA if row[name] is not None} == {
        **{"kpi_code": "A", "variation": "too_few", "assurance": "none", "signal_points": 0, "trial": False},
    }
    out = points(series(USUAL, relieved=range(14)), rebases(date(2020, 6, 1)))
    assert out["ghost"].all() and out["mean"].is_null().all() and not out["limits"].any()


@pytest.mark.parametrize("hole", [{"values": None}, {"missing": [17]}])
def test_no_run_trend_or_moving_range_crosses_a_symbol_or_a_period_without_a_row(hole):
    run, rise = [51] * 8, [45, 46, 47, 48, 49, 50, 51, 52]
    for pattern in (run, rise):
        values = [*USUAL[:13], *pattern]
        assert said(series(values))["variation"] == "improvement_high"
        values[17] = None if "values" in hole else values[17]
        assert said(series(values, missing=hole.get("missing", ())))["variation"] == "common_cause"
    split = points(series([*USUAL, None, *(value + 20 for value in USUAL)]), NO_REBASES).row(0, named=True)
    within = [abs(b - a) for a, b in pairwise(USUAL)]
    assert split["upl"] - split["mean"] == pytest.approx(2.66 * sum(within) / len(within))


@pytest.mark.parametrize("grain", ["month", "quarter", "year", "census_year"])
def test_a_missing_period_of_any_grain_is_a_hole_and_a_period_after_another_is_none(grain):
    values = [*USUAL[:13], *[51] * 8]
    assert said(series(values, grain=grain))["variation"] == "improvement_high"
    assert said(series(values, grain=grain, missing=[17]))["variation"] == "common_cause"


def test_a_period_without_a_value_has_limits_and_no_type():
    symbol = points(series([*USUAL, None]), NO_REBASES).row(-1, named=True)
    assert (symbol["special_cause_type"], symbol["point_type"], symbol["special_cause_flag"]) == (None, None, False)
    assert symbol["limits"] and symbol["upl"] is not None


def test_a_real_change_begins_anew_after_a_hole():
    values = [*USUAL, 90, 90, None, 90, 90]
    assert said(series(values))["signal_from"] == date(2021, 6, 1)
    assert said(series([*USUAL, 90, 90, 0, 90, 90], missing=[16]))["signal_from"] == date(2021, 6, 1)
    assert said(series([*USUAL, 90, 90, 0, 90, 90], relieved=[16]))["signal_from"] == date(2021, 3, 1)


def test_a_real_change_for_the_worse_does_not_begin_with_one_for_the_better():
    assert said(series([*USUAL, 90, 10]))["signal_from"] == date(2021, 4, 1)


def test_another_unit_starts_another_series_even_when_the_first_comes_back():
    rows = pl.concat([
        series(USUAL), series([5] * 3, first="2021-03", unit="count"), series([70, 71, 72], first="2021-06"),
    ])  # fmt: skip
    out = points(rows, NO_REBASES)
    assert out["series_id"].n_unique() == 3
    assert out["limits"].to_list() == [True] * 14 + [False] * 6
    row = said(rows)
    assert (row["variation"], row["signal_points"], row["mean"]) == ("too_few", 3, 71.0)


def test_a_year_among_the_months_is_no_month():
    rows = pl.concat([series(USUAL), series([10, 90], grain="year", first="2019/20")])
    row = said(rows)
    assert (row["signal_points"], row["mean"]) == (2, 50.0)
    months = points(rows, NO_REBASES).head(14)
    assert {limits(row) == worked(*USUAL) for row in months.iter_rows(named=True)} == {True}
    assert said(rows.filter(pl.col("value") != 90))["signal_points"] == 14


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_grains_that_end_on_one_day_the_shorter_is_current(turned):
    grains = [series([10], grain="year", first="2020/21"), series(USUAL, first="2020-02")]
    assert said(pl.concat(grains[::-1] if turned else grains))["signal_points"] == 14


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2020, 8, 1), 7),
        (date(2020, 8, 31), 7),
        (date(2020, 9, 1), 8),
    ],
)
def test_a_rebase_begins_at_the_first_period_that_ends_on_its_day_or_later(day, begins):
    out = points(series([*USUAL, *USUAL]), rebases(day))
    assert out["rebase_group"].to_list() == [0] * begins + [1] * (28 - begins)
    assert out["rebased_on"].to_list() == [None] * begins + [day] * (28 - begins)
    values = [*USUAL, *USUAL]
    assert limits(out.row(0, named=True)) == worked(*values[:begins])
    assert limits(out.row(-1, named=True)) == worked(*values[begins:])
    assert said(series(values), rebases(day))["rebased_on"] == day


def test_under_twelve_points_of_a_partition_the_limits_are_on_trial():
    rows, day = series([*USUAL, *USUAL]), date(2020, 12, 1)
    assert points(rows, rebases(day))["trial"].to_list() == [True] * 11 + [False] * 17
    assert said(rows, rebases(date(2021, 5, 31)))["trial"] is False
    assert said(rows, rebases(date(2021, 6, 1)))["trial"] is True


def test_relieved_points_do_not_take_limits_off_trial():
    rows = series([*USUAL, *USUAL], relieved=[20, 21])
    assert said(rows, rebases(date(2021, 5, 1)))["trial"] is True
    assert said(rows, rebases(date(2021, 3, 1)))["trial"] is False


@pytest.mark.parametrize(("hole", "begins"), [({"missing": [14, 15]}, 14), ({"relieved": [14, 15]}, 16)])
def test_a_rebase_in_a_gap_or_on_a_relieved_period_begins_with_the_next_that_counts(hole, begins):
    values = [*USUAL, 5, 5, *(value + 20 for value in USUAL)]
    out = points(series(values, **hole), rebases(date(2021, 3, 10)))
    assert out["rebase_group"].to_list() == [0] * begins + [1] * 14
    assert limits(out.row(-1, named=True)) == worked(*values[16:])
    assert limits(out.row(0, named=True)) == worked(*USUAL)


def test_a_rebase_before_the_first_figure_or_after_the_last_is_none():
    plain = points(series(USUAL), NO_REBASES)
    for day in (date(2019, 1, 1), date(2020, 1, 31), date(2021, 3, 1), date(2030, 1, 1)):
        assert points(series(USUAL), rebases(day)).equals(plain)
    assert said(series(USUAL), rebases(date(2019, 1, 1)))["rebased_on"] is None


@pytest.mark.parametrize("hole", [{"relieved": [0, 1]}, {}])
def test_a_rebase_after_nothing_but_relief_or_symbols_parts_nothing(hole):
    values = [*([5, 5] if hole else [None, None]), *USUAL]
    out = points(series(values, **hole), rebases(date(2020, 3, 31)))
    assert out["rebase_group"].max() == 0
    assert out["rebased_on"].is_null().all()


def test_a_rebase_on_relief_at_the_end_waits_for_a_figure_that_counts():
    rows = series([*USUAL, 5, 5], relieved=[14, 15])
    assert said(rows, rebases(date(2021, 3, 1)))["rebased_on"] is None
    assert limits(said(rows, rebases(date(2021, 3, 1)))) == worked(*USUAL)


def test_two_rebases_before_one_period_are_one_and_the_later_is_told():
    rows, first, second = series([*USUAL, *USUAL], missing=[14, 15]), date(2021, 3, 5), date(2021, 4, 5)
    out = points(rows, rebases(first, second))
    assert out["rebase_group"].max() == 1
    assert said(rows, rebases(second, first))["rebased_on"] == second


def test_a_rebase_of_one_kpi_leaves_another_alone():
    rows = pl.concat([series([*USUAL, *USUAL]), series([*USUAL, *USUAL], code="B")])
    out = points(rows, rebases(date(2021, 3, 1)))
    assert out.group_by("kpi_code", maintain_order=True).agg(pl.col("rebase_group").max())[
        "rebase_group"
    ].to_list() == [
        1,
        0,
    ]


def test_no_rule_crosses_a_rebase():
    rows = series([*USUAL[:13], *[51] * 8])
    assert said(rows)["variation"] == "improvement_high"
    assert said(rows, rebases(date(2021, 4, 1)))["signal_type"] == "Common Cause"


def test_a_real_change_begins_anew_after_a_rebase():
    rows = series([*USUAL, 90, *range(30, 37), *[50, 60] * 4])
    out = points(rows, rebases(date(2021, 4, 1)))
    assert out["point_type"].to_list()[14:] == ["special_cause_improvement"] * 16
    assert said(rows, rebases(date(2021, 4, 1)))["signal_from"] == date(2021, 4, 1)


@pytest.mark.parametrize("after", [1, 2, 5])
def test_the_first_few_figures_after_a_rebase_have_a_mean_and_nothing_else_whatever_came_before(after):
    rows, day = series([*USUAL, *[95] * after], target=90.0), rebases(date(2021, 3, 1))
    row = said(rows, day)
    assert (row["variation"], row["assurance"], row["signal_points"]) == ("too_few", "none", 14 + after)
    assert (row["lpl"], row["trial"], row["signal_type"]) == (None, False, None)
    assert (row["mean"], row["rebased_on"]) == (95.0, date(2021, 3, 1))
    assert points(rows, day)["limits"].to_list() == [True] * 14 + [False] * after


def test_the_sixth_unrelieved_figure_after_a_rebase_brings_limits_on_trial():
    day = rebases(date(2021, 3, 1))
    row = said(series([*USUAL, *[95] * 6], target=90.0), day)
    assert (row["variation"], row["assurance"], row["trial"]) == ("common_cause", "pass", True)
    assert said(series([*USUAL, *[95] * 6], relieved=[15]), day)["variation"] == "too_few"
    assert said(series([*USUAL, *[95] * 5, None]), day)["variation"] == "too_few"


def test_a_partition_too_short_before_a_rebase_has_no_limits_either():
    out = points(series([*USUAL[:5], *USUAL]), rebases(date(2020, 6, 1)))
    assert out["limits"].to_list() == [False] * 5 + [True] * 14


NEARLY = [
    ([*[100] * 9, 95, *[100] * 5], "higher", 99.8),
    ([*[0] * 10, 1, *[0] * 4], "lower", 0.0),
    ([*[100] * 9, 95, *[100] * 20], "higher", 99.9),
]


@pytest.mark.parametrize(("values", "direction", "target"), NEARLY)
def test_a_measure_that_stood_still_but_once_is_usual_and_may_meet_its_target_or_miss_it(values, direction, target):
    rows = series(values, direction=direction, target=target)
    row, out = said(rows), points(rows, NO_REBASES)
    assert (row["variation"], row["assurance"], row["signal_from"]) == ("common_cause", "inconsistent", None)
    assert row["lpl"] < values[0] < row["upl"]
    steps = [abs(b - a) for a, b in pairwise(values)]
    assert row["upl"] - row["mean"] == pytest.approx(2.66 * sum(steps) / len(steps))
    odd = out.filter(pl.col("value") != values[0])
    assert odd["special_cause_flag"].to_list() == [True]
    assert out.filter("special_cause_flag").height == 1
    assert set(out.filter(pl.col("value") == values[0])["point_type"]) == {"common_cause"}


def test_a_measure_that_stood_still_and_then_fell_has_really_fallen():
    row = said(series([*[100] * 20, *[90] * 5]))
    assert (row["variation"], row["signal_type"], row["signal_from"]) == ("concern_low", "Below LCL", date(2021, 9, 1))
    assert said(series([*[100] * 20, 95]))["variation"] == "concern_low"


def test_only_the_partition_that_stands_nearly_still_gets_its_steps_back():
    leap, still = [*USUAL, 90, *USUAL], NEARLY[0][0]
    rows = pl.concat([series([*leap, *still]), series(leap, code="B")])
    out = points(rows, rebases(date(2022, 6, 1)))
    assert {limits(row) == worked(*leap) for row in out.filter(pl.col("rebase_group") == 0).to_dicts()} == {True}
    assert out["limits"].all() and out.height == len(leap) * 2 + len(still)
    assert said(rows, rebases(date(2022, 6, 1)))["variation"] == "common_cause"


def test_a_relieved_figure_is_not_what_makes_a_still_measure_vary():
    row = said(series([*[100] * 9, 95, *[100] * 5], relieved=[9], target=99.8))
    assert (row["variation"], row["assurance"], limits(row)) == ("common_cause", "pass", (100.0, 100.0, 100.0))
    often = said(series([*NEARLY[2][0], *[50] * 40], relieved=range(30, 70)))
    assert (often["variation"], often["signal_from"]) == ("common_cause", None)


@pytest.mark.parametrize(
    ("values", "missing"), [([*[100] * 7, 0, *[90] * 7], [7]), ([50, 0, 60, 0] * 7, range(1, 28, 2))]
)
def test_figures_without_a_step_between_them_have_no_limits(values, missing):
    row = said(series(values, missing=missing, target=50.0))
    assert (row["variation"], row["assurance"], row["signal_points"]) == ("too_few", "none", 14)


@pytest.mark.parametrize(
    ("direction", "target", "upper", "assurance"),
    [
        ("higher", 40.0, None, "pass"),
        ("higher", 50.0, None, "inconsistent"),
        ("higher", 60.0, None, "fail"),
        ("lower", 40.0, None, "fail"),
        ("lower", 50.0, None, "inconsistent"),
        ("lower", 60.0, None, "pass"),
        ("neutral", 40.0, None, "none"),
        ("higher", None, None, "none"),
        ("range", None, None, "none"),
        ("range", 40.0, 60.0, "pass"),
        ("range", 40.0, None, "pass"),
        ("range", 40.0, 50.0, "inconsistent"),
        ("range", 50.0, 60.0, "inconsistent"),
        ("range", 49.0, 51.0, "inconsistent"),
        ("range", 60.0, 70.0, "fail"),
        ("range", 30.0, 40.0, "fail"),
    ],
)
def test_assurance_is_where_the_limits_lie_from_the_target(direction, target, upper, assurance):
    rows = series(USUAL, direction=direction, target=target, target_upper=upper)
    assert said(rows)["assurance"] == assurance


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize("edge", ["lpl", "upl"])
def test_a_target_exactly_on_a_limit_may_be_met_or_missed(direction, edge):
    on = said(series(USUAL))[edge]
    assert said(series(USUAL, direction=direction, target=on))["assurance"] == "inconsistent"
    outwards = on + (1e-6 if edge == "upl" else -1e-6)
    assert said(series(USUAL, direction=direction, target=outwards))["assurance"] in ("pass", "fail")


def test_assurance_is_by_the_target_of_the_latest_row_relieved_or_without_a_value_as_it_may_be():
    rows = pl.concat([series(USUAL, target=40.0), series([50], first="2021-03", target=60.0)])
    assert said(rows)["assurance"] == "fail"
    assert said(rows.with_columns(relieved=pl.col("target") == 60.0))["assurance"] == "fail"
    assert said(rows.with_columns(value=pl.when(pl.col("target") == 40.0).then("value")))["assurance"] == "fail"


@pytest.mark.parametrize(
    ("direction", "target", "upper", "assurance"),
    [
        ("higher", 95.0, None, "pass"),
        ("higher", 100.0, None, "pass"),
        ("higher", 100.1, None, "fail"),
        ("lower", 100.0, None, "pass"),
        ("lower", 99.9, None, "fail"),
        ("range", 90.0, 100.0, "pass"),
        ("range", 90.0, 99.0, "fail"),
    ],
)
def test_a_constant_series_is_wholly_on_one_side_of_its_target(direction, target, upper, assurance):
    row = said(series([100.0] * 14, direction=direction, target=target, target_upper=upper))
    assert limits(row) == (100.0, 100.0, 100.0)
    assert (row["variation"], row["assurance"]) == ("common_cause", assurance)


@pytest.mark.parametrize("value", [100 * 2 / 3, 91.3, 0.1, 1e-9, 1e12 / 7])
def test_a_constant_series_that_floats_cannot_hold_exactly_is_constant_all_the_same(value):
    row = said(series([value] * 37, target=value))
    assert (row["variation"], row["assurance"]) == ("common_cause", "pass")


def test_the_direction_is_that_of_the_series_last_row():
    rows = pl.concat([series(USUAL, direction="lower"), series([80], first="2021-03")])
    assert said(rows)["variation"] == "improvement_high"


def test_many_kpis_are_worked_out_each_by_itself():
    codes = [f"K{number:03}" for number in range(40)]
    shifted = [[value + 3 * number for value in USUAL] for number in range(40)]
    together = points(pl.concat([series(v, code=c) for v, c in zip(shifted, codes, strict=True)]), NO_REBASES)
    apart = pl.concat([points(series(v, code=c), NO_REBASES) for v, c in zip(shifted, codes, strict=True)])
    assert together.equals(apart)
    assert latest(together)["kpi_code"].to_list() == codes


def test_assurance_and_variation_agree_with_the_reference_rules_where_both_speak():
    values = [[*USUAL, 80], [*USUAL, *[51] * 7], USUAL, [*USUAL, 20]]
    for direction, name in (("increase", "higher"), ("decrease", "lower"), ("neutral", "neutral")):
        for target in (30.0, 50.0, 70.0, None):
            for number in values:
                rows = series(number, direction=name, target=target)
                inputs = rows.select(pl.lit("A").alias("series_id"), date=pl.col("period_end"), value="value")
                terms = pl.DataFrame(
                    {"series_id": ["A"], "improvement_direction": [direction], "target": [target]},
                    schema_overrides={"target": pl.Float64},
                )
                summary = spc.summary(spc.points(inputs, terms), terms).row(0, named=True)
                row = said(rows)
                assert row["variation"] == summary["variation_icon"]
                assert row["assurance"] == (summary["assurance_type"] or "none").removeprefix("consistent_")
                assert row["signal_type"] == summary["last_label"]


PATH = [50 + step / 2 for step in range(20)]
"""Twenty figures that rise a little each month, as sums over twelve months may: by the rules all are real changes."""


@pytest.mark.parametrize("source", OVERLAPPING)
def test_figures_that_share_eleven_months_are_not_judged(source):
    plain, rows = (series(PATH, target=40.0, computed_from=name) for name in (None, source))
    assert points(plain, NO_REBASES)["special_cause_flag"].all() and said(plain)["assurance"] == "pass"
    out = points(rows, NO_REBASES)
    nothing = out.select("mean", "lpl", "upl", "special_cause_type", "point_type", "rebased_on")
    assert nothing.null_count().row(0) == (20,) * 6
    assert out["overlapping"].all()
    assert not out.select(pl.any_horizontal("limits", "trial", "special_cause_flag").any()).item()
    assert said(rows) == {
        **{"kpi_code": "A", "variation": "overlapping", "assurance": "none", "signal_points": 20, "trial": False},
        **{"signal_on": date(2021, 8, 31)},
        **dict.fromkeys(("signal_type", "signal_from", "mean", "lpl", "upl", "rebased_on")),
    }


@pytest.mark.parametrize("source", sorted({*COMPUTED} - {*OVERLAPPING}))
def test_figures_of_one_month_are_judged_whether_typed_or_worked_out(source):
    assert OVERLAPPING == ("staffing.turnover_12m", "staffing.absence_rate_12m")
    typed, worked_out = (said(series([*USUAL, 90], computed_from=name)) for name in (None, source))
    assert worked_out == typed and typed["variation"] == "improvement_high"


def test_a_rebase_begins_nothing_in_figures_that_overlap():
    out = points(series(PATH, computed_from=OVERLAPPING[0]), rebases(date(2020, 10, 1)))
    assert out["rebase_group"].n_unique() == 1 and out["rebased_on"].is_null().all()


def test_only_the_definition_of_the_last_figure_says_whether_a_kpi_is_judged():
    none, source, later = pl.lit(None, pl.String), pl.lit(OVERLAPPING[0]), pl.col("period") >= date(2021, 3, 1)
    rows = series([*USUAL, *[90] * 14])
    overlaps_now = rows.with_columns(computed_from=pl.when(later).then(source).otherwise(none))
    overlapped_once = rows.with_columns(computed_from=pl.when(later).then(none).otherwise(source))
    assert (said(overlaps_now)["variation"], said(overlaps_now)["signal_points"]) == ("overlapping", 14)
    assert points(overlaps_now, NO_REBASES).head(14)["limits"].all()
    assert (said(overlapped_once)["variation"], said(overlapped_once)["mean"]) == ("common_cause", 90.0)
    short = overlapped_once.head(20)
    assert (said(short)["variation"], said(short)["signal_points"]) == ("too_few", 6)


def test_the_words_of_the_two_results_are_the_ones_that_are_declared():
    drawn = frame("| variation |\n" + "\n".join(f"| {name} |" for name in VARIATIONS))
    assert drawn["variation"].n_unique() == len(VARIATIONS) == 9
    assert set(ASSURANCES) == {"pass", "fail", "inconsistent", "none"}
    assert (signals.LEAST, signals.FULL) == (6, 12)
