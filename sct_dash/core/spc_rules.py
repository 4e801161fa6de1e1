"""Limits and rules of an XmR chart: what a partition's points allow, and which points break from it.

Rows are those of one frame in order, whole partitions one after another; neighbours are looked at by shifting the whole
frame, and a window is held inside its partition because a first row never counts as following another.
The rules are those of NHSRplotthedots 0.2.2 (nhs-r-community, MIT).
"""

from __future__ import annotations

from functools import cache

import polars as pl

LIMIT = 2.66
NEAR = 2 * (LIMIT / 3)
SCREEN = 3.267
"""Limits lie 2.66 mean moving ranges off the mean; a range of 3.267 times the mean range or more is screened out."""
HALVING = 2.0**27 + 1
LABELS = (
    "Common Cause",
    "Above UCL",
    "Below LCL",
    "7 Point Trend (Increasing)",
    "7 Point Trend (Decreasing)",
    "2 in 3 Above CL",
    "2 in 3 Below CL",
    "7 Points Above CL",
    "7 Points Below CL",
)
"""Every label: the common one, then by precedence a high one and its low one."""


def limits(rows: pl.DataFrame, partitions: pl.DataFrame, *, collapse_constant: bool) -> pl.DataFrame:
    """The partitions with mean, lpl, upl, near_lpl, near_upl (Float64, unclipped).

    rows and partitions as spc_series.partitioned gives them; rows has value. Means are exact before their one
    rounding, so that a point on the mean is on it. Null limits: no moving range, or, when screening, ranges that are
    all 0; with `collapse_constant` two or more values, all equal, have limits on their mean instead.
    """
    rows = _halved(_resting(rows, partitions))
    sums = rows.group_by("partition", maintain_order=True).agg(*_sums("value"), *_sums("range"))
    spread = _mean(_screened(rows, partitions, sums), "range")
    if collapse_constant:
        spread = _collapsed(rows, spread)
    mean = _mean(sums, "value")
    return partitions.hstack(
        [
            mean.alias("mean"),
            (mean - LIMIT * spread).alias("lpl"),
            (mean + LIMIT * spread).alias("upl"),
            (mean - NEAR * spread).alias("near_lpl"),
            (mean + NEAR * spread).alias("near_upl"),
        ]
    )


def _resting(rows: pl.DataFrame, partitions: pl.DataFrame) -> pl.DataFrame:
    """The rows that limits rest on: the first `fix` of each partition."""
    if partitions["fix"].null_count() == partitions.height:
        return rows
    end = partitions.select(pl.col("begin") + pl.col("fix")).to_series().gather(rows["partition"])
    return rows.filter((pl.int_range(pl.len()) < end).fill_null(True))


def _halved(rows: pl.DataFrame) -> pl.DataFrame:
    """partition, value and range (the step from the row before), and both as an upper and a lower half.

    A half has half of a number's digits (Veltkamp's splitting), so that there is room to add halves up unrounded.
    """
    rows = rows.select("partition", "value", _range())
    halves = []
    for name in ("value", "range"):
        whole = rows[name]
        upper = _upper(whole)
        halves += [upper.alias(f"{name}_upper"), (whole - upper).alias(f"{name}_lower")]
    return rows.hstack(halves)


@cache
def _range() -> pl.Expr:
    return pl.when(~pl.col("opens")).then((pl.col("value") - pl.col("value").shift(1)).abs()).alias("range")


def _upper(number: pl.Series) -> pl.Series:
    far = number * HALVING
    return far - (far - number)


@cache
def _sums(name: str) -> tuple[pl.Expr, ...]:
    count = pl.col(name).count().cast(pl.Int64).alias(f"{name}_count")
    return pl.col(f"{name}_upper").sum(), pl.col(f"{name}_lower").sum(), count


def _mean(sums: pl.DataFrame, name: str) -> pl.Series:
    """The mean from the sums of halves, with what each step rounds off added back; null where nothing was counted."""
    upper, lower, count = (sums[f"{name}_{part}"] for part in ("upper", "lower", "count"))
    total = upper + lower
    turned = total - upper
    lost = (upper - (total - turned)) + (lower - turned)
    rough = total / count
    half = _upper(rough)
    rest = (total - half * count) - (rough - half) * count + lost
    return (rough + rest / count).fill_nan(None)


def _screened(rows: pl.DataFrame, partitions: pl.DataFrame, sums: pl.DataFrame) -> pl.DataFrame:
    """The sums of ranges once more, without those that are too long where a partition is screened: one pass only."""
    longest = pl.when("screen").then(SCREEN * _mean(sums, "range")).otherwise(float("inf"))
    kept = pl.col("range") < partitions.select(longest.alias("longest")).to_series().gather(rows["partition"])
    parts = [pl.when(kept).then(name).alias(name) for name in ("range_upper", "range_lower", "range")]
    return rows.select("partition", *parts).group_by("partition", maintain_order=True).agg(_sums("range"))


def _collapsed(rows: pl.DataFrame, spread: pl.Series) -> pl.Series:
    """The mean ranges, 0 where a partition has two or more values and all are equal."""
    value = pl.col("value")
    constant = (value.count() >= 2) & (value.min() == value.max())
    found = rows.group_by("partition", maintain_order=True).agg(constant.alias("constant"))
    return found.select(pl.when("constant").then(0.0).otherwise(spread).alias("spread")).to_series()


def placed(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with outside_limits, close_to_limits (Boolean) and relative_to_mean (Int8: -1, 0, 1), strictly.

    Null without a value, or without the limits or the mean that they lean on. Needs value and the columns of limits.
    """
    return rows.with_columns(_facts())


@cache
def _facts() -> tuple[pl.Expr, ...]:
    value, mean = pl.col("value"), pl.col("mean")
    outside = (value > pl.col("upl")) | (value < pl.col("lpl"))
    close = (value < pl.col("near_lpl")) | (value > pl.col("near_upl"))
    return (
        outside.alias("outside_limits"),
        ((value > mean).cast(pl.Int8) - (value < mean).cast(pl.Int8)).alias("relative_to_mean"),
        (~outside & close).alias("close_to_limits"),
    )


def labelled(rows: pl.DataFrame) -> pl.Series:
    """The place in LABELS of every row's label: the first pair that the point is part of, else the common one.

    Needs the columns of `placed` and opens. Every point of a pattern has the label; of two in three only the near
    ones. No rule fires in a partition without limits. A point of a trend with one after it goes by the step that
    follows it: up is increasing, and a tie, where one trend ends beside another, counts as decreasing.
    """
    steps = rows.select(_steps())
    ends = steps.select(_ends())
    patterns = ends.select(_spread("trend", 7), _spread("shift", 7), _spread("two_of_three", 3))
    return steps.hstack(patterns).select(_label()).to_series()


@cache
def _steps() -> tuple[pl.Expr, ...]:
    """What each row is by itself and beside the one before it in its partition (Boolean, never null)."""
    value, side = pl.col("value"), pl.col("relative_to_mean")
    follows = ~pl.col("opens") & pl.col("upl").is_not_null()
    return (
        pl.col("outside_limits").fill_null(False).alias("outside"),
        pl.col("close_to_limits").fill_null(False).alias("near"),
        (side == 1).fill_null(False).alias("high"),
        (follows & (side == side.shift(1)) & (side != 0)).fill_null(False).alias("beside"),
        (follows & (value > value.shift(1))).fill_null(False).alias("up"),
        (follows & (value < value.shift(1))).fill_null(False).alias("down"),
        follows.shift(-1, fill_value=False).alias("followed"),
    )


@cache
def _ends() -> tuple[pl.Expr, ...]:
    """Whether a pattern's window ends at a row; six steps are seven points."""
    near, before, earlier = pl.col("near"), _shifted("near", 1), _shifted("near", 2)
    two_near = (near & before) | (near & earlier) | (before & earlier)
    return (
        (_all("up", 6) | _all("down", 6)).alias("trend"),
        _all("beside", 6).alias("shift"),
        (_all("beside", 2) & two_near).alias("two_of_three"),
    )


def _shifted(name: str, rows: int) -> pl.Expr:
    return pl.col(name).shift(rows, fill_value=False)


def _all(name: str, length: int) -> pl.Expr:
    """Whether `length` rows hold one after the other, this one the last."""
    return pl.all_horizontal(_shifted(name, back) for back in range(length))


@cache
def _spread(name: str, length: int) -> pl.Expr:
    """Whether a window of `length` rows that ends here or later takes this row in."""
    return pl.any_horizontal(_shifted(name, -ahead) for ahead in range(length)).alias(name)


@cache
def _label() -> pl.Expr:
    trend = pl.col("trend")
    later = pl.col("followed") & _shifted("trend", -1)
    rising = (later & _shifted("up", -1)) | (~later & pl.col("up"))
    low = pl.when(trend & ~pl.col("outside")).then(~rising).otherwise(~pl.col("high"))
    found = pl.when("outside").then(1).when(trend).then(3)
    found = found.when(pl.col("two_of_three") & pl.col("near")).then(5).when("shift").then(7)
    return (found + low.cast(pl.Int32)).fill_null(0).cast(pl.UInt32).alias("label")
