"""XmR limits, rules and icons: every reference case, and each rule at its edge."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sct_dash.core import spc

OWN = Path(__file__).parent / "spc_cases"
BESIDE = Path(__file__).parents[3] / "shared" / "spc"
BEGIN = date(2020, 1, 1)
COMMON = "Common Cause"
UP, DOWN = "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"
ABOVE, BELOW = "7 Points Above CL", "7 Points Below CL"
TWO_ABOVE, TWO_BELOW = "2 in 3 Above CL", "2 in 3 Below CL"
TYPES = {
    **dict.fromkeys(("value", "target", "mean", "lpl", "upl", "near_lpl", "near_upl", "min_margin"), pl.Float64),
    **dict.fromkeys(("n", "rebase_group", "fix_after_n_points", "n_points", "n_special_cause"), pl.Int64),
    "relative_to_mean": pl.Int8,
}
TRUTHS = {"outside_limits", "close_to_limits", "special_cause_flag", "short_group_warning", "screen_outliers",
          "any_short_group", "ghost"}  # fmt: skip


def read(path: Path) -> pl.DataFrame:
    """A case file with its columns typed."""
    cells = pl.read_csv(path, infer_schema=False)
    truths = pl.col(TRUTHS & set(cells.columns)).str.to_lowercase().replace_strict(
        {"true": True, "false": False, "1": True, "0": False}, return_dtype=pl.Boolean
    )  # fmt: skip
    cells = cells.with_columns(truths).cast({name: TYPES[name] for name in TYPES.keys() & set(cells.columns)})
    if "date" in cells.columns:
        return cells.with_columns(pl.col("date").str.to_date())
    if "rebase_dates" in cells.columns:
        dates = pl.col("rebase_dates").str.split(" ").list.eval(pl.element().str.to_date())
        return cells.with_columns(dates)
    return cells


@pytest.fixture(params=["our own", "beside the checkout"])
def folder(request) -> Path:
    if request.param == "our own":
        return OWN
    if not (BESIDE / "inputs.csv").exists():
        pytest.skip("the reference cases A to D are not beside this checkout")
    return BESIDE


def test_every_point_of_the_reference_cases_comes_out(folder):
    wanted = read(folder / "reference_points.csv").sort("series_id", "date")
    inputs = read(folder / "inputs.csv").drop("n")
    found = spc.points(inputs, read(folder / "reference_summary.csv")).select(wanted.columns)
    assert_frame_equal(found, wanted, check_exact=False, rel_tol=1e-9, abs_tol=0)


def test_every_summary_of_the_reference_cases_comes_out(folder):
    settings = read(folder / "reference_summary.csv").sort("series_id")
    found = spc.summary(spc.points(read(folder / "inputs.csv"), settings), settings)
    wanted = settings.select(found.columns)
    assert_frame_equal(found, wanted, check_exact=False, rel_tol=1e-9, abs_tol=0)


def test_the_limits_of_the_reference_cases_are_the_same_to_the_last_digit(folder):
    wanted = read(folder / "reference_points.csv").sort("series_id", "date")
    found = spc.points(read(folder / "inputs.csv"), read(folder / "reference_summary.csv"))
    names = ("mean", "lpl", "upl", "near_lpl", "near_upl")
    assert_frame_equal(found.select(names), wanted.select(names), check_exact=True)


def test_ghosts_carry_their_partitions_limits_and_no_label():
    wanted = read(OWN / "reference_ghosted_points.csv")
    settings = pl.DataFrame({"series_id": ["G01_relief_middle"], "improvement_direction": "increase", "target": 50.0})
    points = spc.points(wanted.select("series_id", "date", "value", "ghost"), settings)
    names = [name for name in wanted.columns if name not in ("improvement_direction", "rebase_dates")]
    assert_frame_equal(points.select(names), wanted.select(names), check_exact=False, rel_tol=1e-9)
    assert points.filter("ghost")["special_cause_flag"].null_count() == 3
    told = spc.summary(points, settings).row(0, named=True)
    assert (told["variation_type"], told["assurance_type"]) == ("common_cause", "inconsistent")
    assert told["n_points"] == 28


# The first twelve points give a mean of 10, limits at 4.68 and 15.32, near limits at 6.4533 and 13.5467; the last of
# them is on the low side, or, turned, on the high side.
BASE = [11.0, 9.0] * 6
NEAR = spc.points(
    pl.DataFrame({"series_id": "A", "date": [BEGIN + timedelta(days=i) for i in range(12)], "value": BASE}),
    pl.DataFrame({"series_id": ["A"], "improvement_direction": "increase"}),
).row(0, named=True)


def drawn(values, ghosts=()) -> pl.DataFrame:
    days = [BEGIN + timedelta(days=i) for i in range(len(values))]
    rows = {"series_id": "A", "date": days, "value": values, "ghost": [i in ghosts for i in range(len(values))]}
    return pl.DataFrame(rows, schema_overrides={"value": pl.Float64, "ghost": pl.Boolean})


def terms(direction="increase", **more) -> pl.DataFrame:
    row = {"series_id": "A", "improvement_direction": direction, "rebase_dates": None, "target": None} | more
    return pl.DataFrame([row], schema_overrides={"rebase_dates": pl.List(pl.Date), "target": pl.Float64})


def points(values, ghosts=(), collapse=False, **more) -> pl.DataFrame:
    return spc.points(drawn(values, ghosts), terms(**more), collapse_constant=collapse)


def told(values, ghosts=(), collapse=False, **more) -> dict:
    return spc.summary(points(values, ghosts, collapse, **more), terms(**more)).row(0, named=True)


def labels(*probes, turned=False, **more) -> list[str]:
    """The labels of points that follow the twelve that the limits are fixed after."""
    base = BASE[::-1] if turned else BASE
    return points([*base, *probes], fix_after_n_points=12, **more)["special_cause_type"].to_list()[12:]


@pytest.mark.parametrize(
    ("probes", "wanted"),
    [
        ([NEAR["upl"]], [COMMON]),
        ([NEAR["upl"] + 1e-9], ["Above UCL"]),
        ([NEAR["lpl"]], [COMMON]),
        ([NEAR["lpl"] - 1e-9], ["Below LCL"]),
    ],
)
def test_a_point_is_astronomical_beyond_a_limit_and_not_on_it(probes, wanted):
    assert labels(*probes) == wanted


def test_a_shift_is_seven_points_on_one_side_and_all_of_them():
    assert labels(*[12, 11] * 3) == [COMMON] * 6
    assert labels(*[12, 11] * 3, 12) == [ABOVE] * 7
    assert labels(*[12, 11] * 3, 12, 11, 9) == [ABOVE] * 8 + [COMMON]
    assert labels(*[8, 9] * 3, 8, turned=True) == [BELOW] * 7


def test_a_point_on_the_mean_or_a_missing_one_breaks_a_shift():
    assert labels(12, 11, 12, 10, 12, 11, 12, 11) == [COMMON] * 8
    assert labels(12, 11, 12, None, 12, 11, 12, 11) == [COMMON] * 8
    assert labels(12, 11, 12, 11, 12, 11, 9, 12) == [COMMON] * 8


def test_a_trend_is_seven_points_each_beyond_the_last_and_may_cross_the_mean():
    assert labels(8, 8.5, 9, 9.5, 10.5, 11) == [COMMON] * 6
    assert labels(8, 8.5, 9, 9.5, 10.5, 11, 11.5) == [UP] * 7
    assert labels(12, 11.5, 11, 10.5, 9.5, 9, 8.5) == [DOWN] * 7


def test_a_tie_or_a_missing_value_breaks_a_trend():
    assert labels(8, 8.5, 9, 9, 9.5, 10.5, 11, 11.5) == [COMMON] * 8
    assert labels(8, 8.5, 9, None, 9.5, 10.5, 11, 11.5) == [COMMON] * 8


def test_where_a_fall_meets_a_rise_the_shared_point_rises():
    assert labels(12, 11.5, 11, 10.5, 10.2, 9.8, 9.5, 9.9, 10.3, 10.6, 11.1, 11.6, 12.1) == [DOWN] * 6 + [UP] * 7


def test_a_trend_that_ends_beside_another_ends_falling_as_the_package_has_it():
    rise = [8, 8.5, 9, 9.5, 10.5, 11, 11.5]
    assert labels(*rise, 11.5, *[11.6 + i / 10 for i in range(6)])[:8] == [UP] * 6 + [DOWN, UP]


def test_a_trend_comes_before_two_of_three_and_that_before_a_shift_but_beyond_a_limit_comes_first():
    rise = [10.5, 11, 11.5, 12, 13.8, 14.2, 15, 16]
    assert labels(*rise) == [UP] * 7 + ["Above UCL"]
    assert labels(14, 14, 11, 11, 12, 12, 11) == [TWO_ABOVE] * 2 + [ABOVE] * 5


@pytest.mark.parametrize(
    ("probes", "wanted"),
    [
        ([14, 11, 14], [TWO_ABOVE, COMMON, TWO_ABOVE]),
        ([14, 14, 11], [TWO_ABOVE, TWO_ABOVE, COMMON]),
        ([11, 14, 14], [COMMON, TWO_ABOVE, TWO_ABOVE]),
        ([14, 14, 14], [TWO_ABOVE] * 3),
        ([14, 14, 9], [COMMON] * 3),
        ([14, 9, 14], [COMMON] * 3),
        ([14, 10, 14], [COMMON] * 3),
        ([14, None, 14], [COMMON] * 3),
        ([14, 11, 11, 14], [COMMON] * 4),
        ([16, 14, 11], ["Above UCL", COMMON, COMMON]),
        ([14, 16, 14], [TWO_ABOVE, "Above UCL", TWO_ABOVE]),
        ([NEAR["near_upl"], 11, 14], [COMMON] * 3),
    ],
)
def test_two_of_three_wants_three_on_one_side_and_flags_the_near_ones(probes, wanted):
    assert labels(*probes) == wanted
    mirrored = [20 - probe if probe is not None else None for probe in probes]
    assert labels(*mirrored, turned=True) == [label.replace("Above UCL", "Below LCL").replace("Above", "Below")
                                              for label in wanted]  # fmt: skip


def test_no_run_trend_or_pair_crosses_a_rebase():
    values = [*BASE, 12, 11, 12, 11, 12, 11, 12, 9, *BASE]
    whole = points(values, fix_after_n_points=12)["special_cause_type"].to_list()
    assert whole[12:19] == [ABOVE] * 7
    split = points(values, rebase_dates=[BEGIN + timedelta(days=15)])
    assert set(split["special_cause_type"]) == {COMMON}
    rising = [*BASE, 8, 8.5, 9, 9.5, 10.5, 11, 11.5, *BASE]
    assert set(points(rising, rebase_dates=[BEGIN + timedelta(days=15)])["special_cause_type"]) == {COMMON}
    pair = [*BASE, 14, 14, 11, *BASE]
    assert points(pair, fix_after_n_points=12)["special_cause_type"].to_list()[12:14] == [TWO_ABOVE] * 2
    assert set(points(pair, rebase_dates=[BEGIN + timedelta(days=13)])["special_cause_type"]) == {COMMON}


def test_a_trend_that_ends_at_a_rebase_keeps_its_direction_when_another_begins_there():
    rise = [8, 8.5, 9, 9.5, 10.5, 11, 11.5]
    found = points([*BASE, *rise, *rise, *BASE], rebase_dates=[BEGIN + timedelta(days=19)])
    assert found["special_cause_type"].to_list() == [COMMON] * 12 + [UP] * 14 + [COMMON] * 12


def test_a_rebase_begins_its_partition_and_only_a_date_with_a_row_counts():
    days = [BEGIN + timedelta(days=days) for days in (13, 400)]
    groups = points([*BASE, *BASE, 30.0], rebase_dates=days)
    assert groups["rebase_group"].to_list() == [0] * 13 + [1] * 12
    assert groups["short_group_warning"].to_list() == [False] * 13 + [True] * 12
    assert groups["mean"].n_unique() == 2
    assert points(BASE, rebase_dates=[BEGIN])["rebase_group"].to_list() == [1] * 12


def test_a_rebase_on_a_ghost_does_nothing():
    groups = points(BASE, ghosts=[6], rebase_dates=[BEGIN + timedelta(days=6)])
    assert groups["rebase_group"].to_list() == [0] * 12


def test_limits_are_fixed_after_so_many_rows_of_each_partition():
    values = [*BASE, 50.0, 50.0, *(value + 100 for value in BASE), 90.0]
    fixed = points(values, rebase_dates=[BEGIN + timedelta(days=14)], fix_after_n_points=12)
    assert fixed["mean"].unique(maintain_order=True).to_list() == [10.0, 110.0]
    assert fixed["special_cause_type"].to_list()[12:14] == ["Above UCL"] * 2
    assert fixed["special_cause_type"].to_list()[-1] == "Below LCL"


def test_a_missing_value_is_one_of_the_rows_that_limits_rest_on():
    values = [11.0, None, *BASE[2:], 99.0]
    assert points(values, fix_after_n_points=12)["mean"][0] == sum([11.0, *BASE[2:]]) / 11


def test_a_long_range_is_screened_out_once_and_the_mean_stays():
    values = [10, 11, 10, 11, 10, 11, 10, 40, 10, 11, 10, 11, 10]
    screened, whole = points(values), points(values, screen_outliers=False)
    assert screened["mean"][0] == whole["mean"][0]
    assert screened["upl"][0] == pytest.approx(screened["mean"][0] + 2.66)
    assert whole["upl"][0] == pytest.approx(whole["mean"][0] + 2.66 * 70 / 12)


def test_a_range_of_just_so_many_times_the_mean_range_is_screened_out():
    """Ranges of 3267, 0, ... and so on with a mean of exactly 1000: the longest is on the bound."""
    ranges = [3267, 733, 0, 0]
    values = [0.0]
    for i, step in enumerate(ranges):
        values.append(values[-1] + (step if i % 2 == 0 else -step))
    kept = (733 + 0 + 0) / 3
    assert points(values)["upl"][0] - points(values)["mean"][0] == pytest.approx(2.66 * kept)


def test_one_point_has_a_mean_and_no_limits():
    row = points([90.0], target=95.0).row(0, named=True)
    assert (row["mean"], row["lpl"], row["upl"], row["relative_to_mean"]) == (90.0, None, None, 0)
    assert (row["special_cause_type"], row["short_group_warning"]) == (COMMON, True)
    assert told([90.0], target=95.0)["assurance_type"] == "inconsistent"


def test_a_constant_series_has_no_limits_unless_they_are_collapsed_on_its_mean():
    values = [99.9] * 14
    assert points(values)["upl"].null_count() == 14
    assert told(values, target=95.0)["assurance_icon"] == "inconsistent"
    collapsed = points(values, collapse=True)
    assert set(collapsed["upl"]) == set(collapsed["lpl"]) == set(collapsed["mean"]) == {99.9}
    assert set(collapsed["special_cause_type"]) == {COMMON}
    assert told(values, collapse=True, target=95.0)["assurance_icon"] == "pass"
    assert told(values, collapse=True, target=99.95)["assurance_icon"] == "fail"
    assert told(values, collapse=True, target=99.9)["assurance_icon"] == "inconsistent"
    assert told(values, collapse=True, target=95.0, direction="decrease")["assurance_icon"] == "fail"


def test_collapsing_takes_two_equal_values_and_no_other():
    assert points([5.0], collapse=True)["upl"].to_list() == [None]
    assert points([5.0, None, 5.0], collapse=True)["upl"].to_list() == [5.0] * 3
    assert points([5.0, 5.0, None, 7.0, 7.0], collapse=True)["upl"].null_count() == 5
    assert points([5.0, 6.0, 5.0], collapse=True)["upl"][0] > 6


def test_without_limits_no_rule_fires_even_when_later_points_leave_the_mean():
    values = [5.0] * 12 + [6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0]
    assert set(points(values, fix_after_n_points=12)["special_cause_type"]) == {COMMON}
    collapsed = points(values, fix_after_n_points=12, collapse=True)
    assert collapsed["special_cause_type"].to_list()[12:] == ["Above UCL"] * 7


def test_a_missing_value_is_common_and_has_no_facts():
    row = points([*BASE, None]).row(12, named=True)
    assert row["special_cause_type"] == COMMON and row["special_cause_flag"] is False and row["mean"] == 10
    assert (row["outside_limits"], row["relative_to_mean"], row["close_to_limits"]) == (None, None, None)


def test_values_that_are_all_missing_have_neither_mean_nor_limits():
    rows = points([None, None, None])
    assert rows["mean"].null_count() == 3 and set(rows["special_cause_type"]) == {COMMON}


def test_the_neighbours_of_a_ghost_are_neighbours_of_each_other():
    rise = [8, 8.5, 9, 9.5, 10.5, 11, 11.5]
    probes = [*rise[:3], 99, -99, *rise[3:]]
    found = points([*BASE, *probes], ghosts=[15, 16], fix_after_n_points=12)["special_cause_type"].to_list()[12:]
    assert found == [UP] * 3 + [None] * 2 + [UP] * 4


def test_ghosts_before_the_first_point_have_the_first_groups_limits_and_ghosts_alone_none():
    first = points([50.0, *BASE], ghosts=[0])
    assert first["mean"].to_list() == [10.0] * 13 and first["rebase_group"].to_list() == [0] * 13
    rebased = points([50.0, *BASE], ghosts=[0], rebase_dates=[BEGIN + timedelta(days=1)])
    assert rebased["mean"].to_list() == [None] + [10.0] * 12
    alone = points([1.0, 2.0], ghosts=[0, 1])
    assert alone["mean"].null_count() == alone["special_cause_type"].null_count() == 2
    assert told([1.0, 2.0], ghosts=[0, 1])["variation_type"] is None


def test_a_ghost_lies_in_the_partition_of_the_point_before_it_and_never_in_another_series():
    values = [*BASE, 0.0, *(value + 100 for value in BASE)]
    found = points(values, ghosts=[12], rebase_dates=[BEGIN + timedelta(days=13)])
    assert (found["mean"][12], found["rebase_group"][12]) == (10.0, 0)
    other = drawn([1.0, 2.0], ghosts=[0, 1]).with_columns(pl.lit("B").alias("series_id"))
    both = spc.points(pl.concat([drawn(BASE), other, drawn(BASE).with_columns(series_id=pl.lit("C"))]),
                      pl.concat([terms(), terms().with_columns(series_id=pl.lit("B")),
                                 terms().with_columns(series_id=pl.lit("C"))]))  # fmt: skip
    assert both.filter(pl.col("series_id") == "B")["mean"].null_count() == 2


@pytest.mark.parametrize(
    ("direction", "last", "variation", "icon"),
    [
        ("increase", 16.0, "special_cause_improvement", "improvement_high"),
        ("increase", 4.0, "special_cause_concern", "concern_low"),
        ("decrease", 16.0, "special_cause_concern", "concern_high"),
        ("decrease", 4.0, "special_cause_improvement", "improvement_low"),
        ("neutral", 16.0, "special_cause_neutral_high", "neutral_high"),
        ("neutral", 4.0, "special_cause_neutral_low", "neutral_low"),
        ("increase", 10.0, "common_cause", "common_cause"),
    ],
)
def test_the_last_points_variation_has_its_icon(direction, last, variation, icon):
    found = told([*BASE, last], fix_after_n_points=12, direction=direction)
    assert (found["variation_type"], found["variation_icon"]) == (variation, icon)


def test_a_falling_trend_wholly_above_the_mean_is_a_concern_when_high_is_good():
    values = [*BASE, 15, 14.5, 13, 12.5, 12, 11.5, 11]
    assert told(values, fix_after_n_points=12)["variation_icon"] == "concern_low"


@pytest.mark.parametrize(
    ("direction", "target", "assurance"),
    [
        ("increase", NEAR["upl"] + 1e-9, "consistent_fail"),
        ("increase", NEAR["upl"], "inconsistent"),
        ("increase", NEAR["lpl"], "inconsistent"),
        ("increase", NEAR["lpl"] - 1e-9, "consistent_pass"),
        ("decrease", NEAR["upl"] + 1e-9, "consistent_pass"),
        ("decrease", NEAR["lpl"] - 1e-9, "consistent_fail"),
        ("neutral", 99.0, None),
        ("increase", None, None),
    ],
)
def test_assurance_is_strict(direction, target, assurance):
    found = told(BASE, direction=direction, target=target)
    assert found["assurance_type"] == assurance
    assert found["assurance_icon"] == (assurance.removeprefix("consistent_") if assurance else None)


def test_icons_come_from_the_last_point_that_is_no_ghost_and_its_partitions_limits():
    values = [*BASE, *(value + 100 for value in BASE), 0.0]
    found = told(values, ghosts=[24], rebase_dates=[BEGIN + timedelta(days=12)], target=90.0)
    assert (found["variation_type"], found["assurance_type"]) == ("common_cause", "consistent_pass")
    assert found["n_points"] == 24


def test_the_margin_is_the_nearest_a_value_comes_to_a_limit_or_the_mean():
    assert told(BASE)["min_margin"] == 1.0
    assert told([*BASE, 15.3], fix_after_n_points=12)["min_margin"] == pytest.approx(0.02)
    assert told([*BASE, 10.0], fix_after_n_points=12)["min_margin"] == pytest.approx(13.546666666666667 - 11)
    assert told([90.0])["min_margin"] == float("inf")


FAULTY = {
    "again": (drawn([1.0, 2.0]).with_columns(date=pl.lit(BEGIN)), terms(), "A date is given more than once."),
    "undated": (drawn([1.0, 2.0]).with_columns(date=pl.lit(None, pl.Date)), terms(), "A row has no date."),
    "infinite": (drawn([1.0, float("inf")]), terms(), "A value is not a finite number below 1e300."),
    "not a number": (drawn([1.0, float("nan")]), terms(), "A value is not a finite number below 1e300."),
    "early": (drawn(BASE), terms(fix_after_n_points=11), "Limits can be fixed after 12 points or more, not fewer."),
    "direction": (drawn(BASE), terms("up"), "The improvement direction must be increase, decrease or neutral."),
    "no direction": (drawn(BASE), terms(None), "The improvement direction must be increase, decrease or neutral."),
    "target": (drawn(BASE), terms(target=float("nan")), "The target is not a finite number."),
    "unset": (drawn(BASE), terms().clear(), "The series has no settings."),
    "set twice": (drawn(BASE), pl.concat([terms(), terms()]), "The series has settings more than once."),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_series_at_fault_is_told_and_left_without_results_while_others_are_worked_out(case):
    rows, settings, says = FAULTY[case]
    settings = settings.cast({"improvement_direction": pl.String})
    rows = pl.concat([rows, drawn(BASE).with_columns(pl.lit("Z").alias("series_id"))])
    settings = pl.concat([settings, terms().with_columns(pl.lit("Z").alias("series_id"))], how="diagonal")
    assert spc.faults(rows, settings).rows() == [("A", says)]
    found = spc.points(rows, settings)
    assert found.height == rows.height
    assert found.filter(pl.col("series_id") == "A")["special_cause_type"].null_count() == rows.height - 12
    assert found.filter(pl.col("series_id") == "Z")["mean"].to_list() == [10.0] * 12
    told = spc.summary(found, settings)
    assert told["series_id"].to_list() == ["A", "Z"] and told["variation_type"].to_list() == [None, "common_cause"]


def test_rows_without_a_series_are_a_series_without_settings():
    rows = pl.concat([drawn(BASE), drawn(BASE).with_columns(series_id=pl.lit(None, pl.String))])
    assert spc.faults(rows, terms()).rows() == [(None, "The series has no settings.")]
    assert spc.points(rows, terms())["mean"].to_list() == [None] * 12 + [10.0] * 12


def test_every_fault_of_a_series_is_said():
    rows = drawn([1.0, 2.0]).with_columns(date=pl.lit(BEGIN))
    assert spc.faults(rows, terms("up"))["says"].item() == (
        "A date is given more than once. The improvement direction must be increase, decrease or neutral."
    )


def test_the_same_date_in_two_series_is_no_fault():
    rows = pl.concat([drawn(BASE), drawn(BASE).with_columns(series_id=pl.lit("B"))])
    assert spc.faults(rows, pl.concat([terms(), terms().with_columns(series_id=pl.lit("B"))])).is_empty()


def test_no_rows_give_no_rows():
    none = drawn(BASE).clear()
    found = spc.points(none, terms())
    assert found.is_empty() and "special_cause_type" in found.columns
    assert spc.summary(found, terms()).is_empty() and spc.faults(none, terms()).is_empty()


def test_other_columns_of_the_rows_are_kept_and_settings_may_be_few():
    rows = drawn(BASE).with_columns(series=pl.lit("s"), opens=pl.col("value"), mean=pl.lit(0)).drop("ghost").reverse()
    found = spc.points(rows, pl.DataFrame({"series_id": ["A"], "improvement_direction": ["neutral"]}))
    assert set(found["series"]) == {"s"} and found["opens"].to_list() == BASE
    assert set(found["ghost"]) == {False} and set(found["mean"]) == {10.0}
    assert found["upl"][0] == pytest.approx(15.32)
