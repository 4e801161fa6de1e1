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


def limits(rows: pl.DataFrame, *, collapse_constant: bool) -> pl.DataFrame:
    """One row a partition, in order: partition, size, mean, lpl, upl, near_lpl, near_upl (Float64).

    `rows` has partition (numbered from 0 without a gap, ascending), opens (the first row of a partition), place (its
    row in the partition, from 0), value, fix (rows that the limits rest on; null = all) and screen (Boolean).
    The mean has no rounding left in it that a second pass can take out, so that a point on the mean is on it. Null
    limits: no moving range, or, when screening, ranges that are all 0; with `collapse_constant` two or more equal
    values have limits on their mean instead. The source is the specification's section 3.
    """
    resting = pl.when((pl.col("place") < pl.col("fix")).fill_null(True)).then(pl.col("value"))
    rested = rows.select("partition", "opens", "screen", resting.alias("value"))
    step = pl.when(~pl.col("opens")).then((pl.col("value") - pl.col("value").shift(1)).abs())
    rested = rested.with_columns(step.alias("range"))
    each = rested.group_by("partition", maintain_order=True)
    first = each.agg(
        pl.len().alias("size"),
        pl.col("value").mean().alias("mean"),
        pl.col("range").mean(),
        (pl.col("value").count().ge(2) & pl.col("value").min().eq(pl.col("value").max())).alias("constant"),
    )
    rough = first.select(pl.col("mean", "range").gather(rows["partition"]).name.prefix("rough_"))
    kept = ~pl.col("screen") | (pl.col("range") < SCREEN * pl.col("rough_range"))
    second = (
        rested.hstack(rough)
        .select("partition", pl.col("value") - pl.col("rough_mean"), pl.when(kept).then("range").alias("range"))
        .group_by("partition", maintain_order=True)
        .agg(pl.col("value").mean().alias("left_over"), pl.col("range").mean())
    )
    spread = pl.col("range")
    if collapse_constant:
        spread = pl.when("constant").then(0.0).otherwise(spread)
    mean = pl.col("mean") + pl.col("left_over")
    return (
        first.drop("range")
        .hstack(second.drop("partition"))
        .select("partition", "size", mean.alias("mean"), spread.alias("spread"))
        .select(
            "partition",
            "size",
            "mean",
            (pl.col("mean") - LIMIT * pl.col("spread")).alias("lpl"),
            (pl.col("mean") + LIMIT * pl.col("spread")).alias("upl"),
            (pl.col("mean") - NEAR * pl.col("spread")).alias("near_lpl"),
            (pl.col("mean") + NEAR * pl.col("spread")).alias("near_upl"),
        )
    )


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


def labelled(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with special_cause_type: the first of LABELS' pairs that the point is part of, else Common Cause.

    Needs the columns of `placed` and opens. Every point of a pattern has the label; of two in three only the near
    ones. No rule fires in a partition without limits. Where a falling trend meets a rising one, or ends beside the
    next, the shared point goes by the step after it. `code` is the label's place in LABELS.
    """
    value, side = pl.col("value"), pl.col("relative_to_mean")
    follows = ~pl.col("opens") & pl.col("upl").is_not_null()
    near = pl.col("close_to_limits").fill_null(False)
    before = pl.col("close_to_limits").shift(1).fill_null(False)
    earlier = pl.col("close_to_limits").shift(2).fill_null(False)
    steps = rows.select(
        (follows & (side == side.shift(1)) & (side != 0)).fill_null(False).alias("same_side"),
        (follows & (value > value.shift(1))).fill_null(False).alias("up"),
        (follows & (value < value.shift(1))).fill_null(False).alias("down"),
        ((near & before) | (near & earlier) | (before & earlier)).alias("two_near"),
        near.alias("near"),
        (side == 1).fill_null(False).alias("high"),
        pl.col("outside_limits").fill_null(False).alias("outside"),
        follows.shift(-1, fill_value=False).alias("followed"),
    )
    two_of_three = pl.col("same_side") & _before("same_side", 1) & pl.col("two_near")
    found = steps.select(
        "outside",
        "high",
        "up",
        pl.col("up").shift(-1, fill_value=False).alias("up_next"),
        "followed",
        (_spread(_all(pl.col("up"), 6), 7) | _spread(_all(pl.col("down"), 6), 7)).alias("trend"),
        (_spread(two_of_three, 3) & pl.col("near")).alias("two_of_three"),
        _spread(_all(pl.col("same_side"), 6), 7).alias("shift"),
    )
    return rows.with_columns(found.select(_code().alias("code")).to_series())


def _before(name: str, rows: int) -> pl.Expr:
    return pl.col(name).shift(rows, fill_value=False)


def _all(steps: pl.Expr, length: int) -> pl.Expr:
    """Whether this row and the ones before it, `length` in all, hold: where a run of that length has come to its end."""
    held = steps
    for back in range(1, length):
        held = held & steps.shift(back, fill_value=False)
    return held


def _spread(ends: pl.Expr, length: int) -> pl.Expr:
    """Whether a window of `length` rows that ends here or later takes this row in."""
    within = ends
    for ahead in range(1, length):
        within = within | ends.shift(-ahead, fill_value=False)
    return within


def _code() -> pl.Expr:
    """The label's place in LABELS."""
    trend = pl.col("trend")
    later = pl.col("followed") & trend & trend.shift(-1, fill_value=False)
    rising = pl.when(later).then("up_next").otherwise("up")
    high = pl.when(trend & ~pl.col("outside")).then(rising).otherwise("high")
    pair = pl.when("outside").then(1).when("trend").then(3).when("two_of_three").then(5).when("shift").then(7)
    return (pair + (~high).cast(pl.Int32)).fill_null(0).cast(pl.UInt32)
