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


def limits(rows: pl.DataFrame, *, collapse_constant: bool) -> pl.DataFrame:
    """One row a partition, in order: size (rows), mean, lpl, upl, near_lpl, near_upl (Float64, unclipped).

    `rows` has partition (numbered from 0 without a gap, ascending), opens (the first row of a partition), place (its
    row in the partition, from 0), value, fix (rows that the limits rest on; null = all) and screen (Boolean).
    Means are exact before their one rounding, so that a point on the mean is on it. Null limits: no moving range, or,
    when screening, ranges that are all 0; with `collapse_constant` two or more values, all equal, have limits on their
    mean instead. The source is the specification's section 3.
    """
    resting = pl.when((pl.col("place") < pl.col("fix")).fill_null(True)).then(pl.col("value"))
    rows = rows.select("partition", "opens", "screen", resting.alias("value"))
    step = pl.when(~pl.col("opens")).then((pl.col("value") - pl.col("value").shift(1)).abs())
    rows = rows.with_columns(step.alias("range"))
    rows = rows.with_columns(*_halves("value"), *_halves("range"))
    lone = pl.col("value").count().ge(2) & (pl.col("value").min() == pl.col("value").max())
    sums = rows.group_by("partition", maintain_order=True).agg(
        pl.len().alias("size"),
        *_sums("value", "range"),
        (lone if collapse_constant else pl.lit(False)).alias("constant"),
    )
    spread = pl.when("constant").then(0.0).otherwise(_mean("range"))
    found = _screened(rows, sums).select("size", _mean("value").alias("mean"), spread.alias("spread"))
    return found.select(
        "size",
        "mean",
        (pl.col("mean") - LIMIT * pl.col("spread")).alias("lpl"),
        (pl.col("mean") + LIMIT * pl.col("spread")).alias("upl"),
        (pl.col("mean") - NEAR * pl.col("spread")).alias("near_lpl"),
        (pl.col("mean") + NEAR * pl.col("spread")).alias("near_upl"),
    )


def _screened(rows: pl.DataFrame, sums: pl.DataFrame) -> pl.DataFrame:
    """The sums without the moving ranges that are too long for their partition: there is one pass, no more."""
    bound = sums.select(SCREEN * _mean("range")).to_series().gather(rows["partition"])
    dropped = rows.filter(pl.col("screen") & (pl.col("range") >= bound))
    less = dropped.group_by("partition").agg(_sums("range"))
    names = less.columns[1:]
    return sums.join(less, on="partition", how="left", maintain_order="left", suffix="_dropped").with_columns(
        pl.col(name) - pl.col(f"{name}_dropped").fill_null(0) for name in names
    )


def _halves(name: str) -> list[pl.Expr]:
    """A number as the sum of two of half its digits each, whose own sums over a partition need no rounding."""
    whole = pl.col(name)
    upper = _upper(whole)
    return [upper.alias(f"{name}_upper"), (whole - upper).alias(f"{name}_lower")]


def _upper(whole: pl.Expr) -> pl.Expr:
    """The upper half of a number's digits (Veltkamp's splitting; beyond 1e300 it would overflow)."""
    far = whole * HALVING
    return far - (far - whole)


def _sums(*names: str) -> list[pl.Expr]:
    return [
        part
        for name in names
        for part in (
            pl.col(f"{name}_upper", f"{name}_lower").sum(),
            pl.col(name).count().cast(pl.Int64).alias(f"{name}_count"),
        )
    ]


def _mean(name: str) -> pl.Expr:
    """The mean from the sums of halves, rounded once; null where nothing was counted."""
    upper, lower, count = (pl.col(f"{name}_{part}") for part in ("upper", "lower", "count"))
    total = upper + lower
    turned = total - upper
    lost = (upper - (total - turned)) + (lower - turned)
    rough = total / count
    rest = (total - _upper(rough) * count) - (rough - _upper(rough)) * count + lost
    return pl.when(count > 0).then(rough + rest / count)


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
    """Whether this row and the ones before it, `length` in all, hold: where such a run ends."""
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
