"""Limits and rules of an XmR chart: what a partition's points allow, and which points break from it.

Every function takes rows of one frame in order, whole partitions one after another, and looks at neighbours by shifting
the whole frame: a window is held inside its partition because its first row never counts as following another.
The rules are those of NHSRplotthedots 0.2.2 (nhs-r-community, MIT).
"""

from __future__ import annotations

import polars as pl

LIMIT = 2.66
NEAR = 2 * (LIMIT / 3)
SCREEN = 3.267
HALVING = 2.0**27 + 1
"""Limits lie 2.66 mean moving ranges off the mean; a range of 3.267 times the mean range or more is screened out."""
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
"""Every label, the common one first; then, in order of precedence, a high one and its low one."""


def limits(rows: pl.DataFrame, partitions: pl.DataFrame, *, collapse_constant: bool) -> pl.DataFrame:
    """The partitions with mean, lpl, upl, near_lpl, near_upl (Float64, unclipped).

    rows and partitions as spc_series.partitioned gives them; rows has value. Means are exact before their one
    rounding, so that a point on the mean is on it. Null limits: no moving range, or, when screening, ranges that are
    all 0; with `collapse_constant` two or more values, all equal, have limits on their mean instead.
    The source is the specification's section 3.
    """
    rows = _halved(_resting(rows, partitions))
    sums = rows.group_by("partition", maintain_order=True).agg(
        *_sums("value"),
        *_sums("range"),
        (pl.col("value").min() == pl.col("value").max()).alias("constant"),
    )
    spread = _mean(_screened(rows, partitions, sums), "range")
    if collapse_constant:
        lone = sums["constant"] & (sums["value_count"] >= 2)
        spread = pl.select(pl.when(lone).then(0.0).otherwise(spread)).to_series()
    mean, spread = pl.lit(_mean(sums, "value")), pl.lit(spread)
    return partitions.with_columns(
        mean.alias("mean"),
        (mean - LIMIT * spread).alias("lpl"),
        (mean + LIMIT * spread).alias("upl"),
        (mean - NEAR * spread).alias("near_lpl"),
        (mean + NEAR * spread).alias("near_upl"),
    )


def _resting(rows: pl.DataFrame, partitions: pl.DataFrame) -> pl.DataFrame:
    """The rows that limits rest on: the first `fix` of each partition."""
    if partitions["fix"].null_count() == partitions.height:
        return rows
    end = partitions.select(pl.col("begin") + pl.col("fix")).to_series().gather(rows["partition"])
    return rows.filter((pl.int_range(pl.len()) < end).fill_null(True))


def _halved(rows: pl.DataFrame) -> pl.DataFrame:
    """partition, value and range (the step from the row before), and the two halves of both."""
    step = pl.when(~pl.col("opens")).then((pl.col("value") - pl.col("value").shift(1)).abs())
    rows = rows.select("partition", "value", step.alias("range"))
    return rows.with_columns(
        _upper(pl.col("value")).alias("value_upper"), _upper(pl.col("range")).alias("range_upper")
    ).with_columns(
        (pl.col("value") - pl.col("value_upper")).alias("value_lower"),
        (pl.col("range") - pl.col("range_upper")).alias("range_lower"),
    )


def _screened(rows: pl.DataFrame, partitions: pl.DataFrame, sums: pl.DataFrame) -> pl.DataFrame:
    """The sums of ranges once more, without those that are too long for a partition with screening: one pass only."""
    bound = pl.when(partitions["screen"]).then(SCREEN * _mean(sums, "range")).otherwise(float("inf"))
    kept = pl.col("range") < pl.lit(pl.select(bound).to_series()).gather("partition")
    parts = [pl.when(kept).then(name).alias(name) for name in ("range_upper", "range_lower", "range")]
    return rows.select("partition", *parts).group_by("partition", maintain_order=True).agg(_sums("range"))


def _upper(number):
    """The upper half of a number's digits (Veltkamp's splitting).

    Sums of upper halves need no rounding, nor do those of the lower halves that are left: digits enough are free.
    """
    far = number * HALVING
    return far - (far - number)


def _sums(name: str) -> list[pl.Expr]:
    return [pl.col(f"{name}_upper", f"{name}_lower").sum(), pl.col(name).count().cast(pl.Int64).alias(f"{name}_count")]


def _mean(sums: pl.DataFrame, name: str) -> pl.Series:
    """The mean from the sums of halves, rounded once; null where nothing was counted."""
    upper, lower, count = (sums[f"{name}_{part}"] for part in ("upper", "lower", "count"))
    total = upper + lower
    turned = total - upper
    lost = (upper - (total - turned)) + (lower - turned)
    rough = total / count
    half = _upper(rough)
    rest = (total - half * count) - (rough - half) * count + lost
    return (rough + rest / count).fill_nan(None)


def placed(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with outside_limits, close_to_limits (Boolean) and relative_to_mean (Int8: -1, 0, 1), strictly.

    Null without a value, or without the limits or the mean that they lean on. Needs value and the columns of limits.
    """
    value = pl.col("value")
    outside = (value > pl.col("upl")) | (value < pl.col("lpl"))
    close = (value < pl.col("near_lpl")) | (value > pl.col("near_upl"))
    return rows.with_columns(
        outside.alias("outside_limits"),
        ((value > pl.col("mean")).cast(pl.Int8) - (value < pl.col("mean")).cast(pl.Int8)).alias("relative_to_mean"),
        (~outside & close).alias("close_to_limits"),
    )


def labelled(rows: pl.DataFrame) -> pl.Series:
    """The place in LABELS of every row's label: the first pair that the point is part of, else the common one.

    Needs the columns of `placed` and opens. Every point of a pattern has the label; of two in three only the near
    ones. No rule fires in a partition without limits. Where a falling trend meets a rising one, or ends beside the
    next, the shared point goes by the step after it.
    """
    value, side, near = (pl.col(name) for name in ("value", "relative_to_mean", "close_to_limits"))
    follows = ~pl.col("opens") & pl.col("upl").is_not_null()
    steps = rows.select(
        pl.col("outside_limits").fill_null(False).alias("outside"),
        near.fill_null(False).alias("near"),
        follows.shift(-1, fill_value=False).alias("followed"),
        (side == 1).fill_null(False).alias("high"),
        (follows & (side == side.shift(1)) & (side != 0)).fill_null(False).alias("beside"),
        (follows & (value > value.shift(1))).fill_null(False).alias("up"),
        (follows & (value < value.shift(1))).fill_null(False).alias("down"),
    )
    near, before, earlier = pl.col("near"), _shifted("near", 1), _shifted("near", 2)
    ends = steps.select(
        (_six("up") | _six("down")).alias("trend"),
        _six("beside").alias("shift"),
        (pl.col("beside") & _shifted("beside", 1) & ((near & before) | (near & earlier) | (before & earlier))).alias(
            "two_of_three"
        ),
    )
    found = steps.hstack(ends.select(_spread("trend", 7), _spread("shift", 7), _spread("two_of_three", 3)))
    return found.select(_code().alias("code")).to_series()


def _shifted(name: str, rows: int) -> pl.Expr:
    return pl.col(name).shift(rows, fill_value=False)


def _six(name: str) -> pl.Expr:
    """Whether six rows in a row hold, this one the last: six steps are seven points."""
    return pl.all_horizontal(pl.col(name), *(_shifted(name, back) for back in range(1, 6)))


def _spread(name: str, length: int) -> pl.Expr:
    """Whether a window of `length` rows that ends here or later takes this row in."""
    return pl.any_horizontal(pl.col(name), *(_shifted(name, -ahead) for ahead in range(1, length)))


def _code() -> pl.Expr:
    trend = pl.col("trend")
    later = pl.col("followed") & trend & _shifted("trend", -1)
    rising = (later & _shifted("up", -1)) | (~later & pl.col("up"))
    high = pl.when(trend & ~pl.col("outside")).then(rising).otherwise("high")
    pair = (
        pl.when("outside")
        .then(1)
        .when("trend")
        .then(3)
        .when(pl.col("two_of_three") & pl.col("near"))
        .then(5)
        .when("shift")
        .then(7)
    )
    return (pair + (~high).cast(pl.Int32)).fill_null(0).cast(pl.UInt32)
