"""Statistical process control: XmR limits, special causes and icons for any number of series in one pass.

The method is NHS England's Making Data Count as NHSRplotthedots 0.2.2 has it (nhs-r-community, MIT).
A partition is a stretch of a series between two rebases; limits and rules never reach beyond it.
"""

from __future__ import annotations

import polars as pl

from sct_dash.core import spc_rules, spc_series

ENOUGH = 13
"""Points from which limits are shown; a shorter partition has short_group_warning."""
COMMON = "common_cause"
_LIMITS = ("mean", "lpl", "upl", "near_lpl", "near_upl")
_FACTS = ("outside_limits", "relative_to_mean", "close_to_limits")
_MEANINGS = {
    "increase": ("special_cause_improvement", "special_cause_concern"),
    "decrease": ("special_cause_concern", "special_cause_improvement"),
    "neutral": ("special_cause_neutral_high", "special_cause_neutral_low"),
}
"""What a high and a low label mean in each direction."""
_LABELS = pl.Series(spc_rules.LABELS)
_TYPES = pl.Series(
    meaning
    for direction in spc_series.DIRECTIONS
    for meaning in (COMMON, *_MEANINGS[direction] * (len(spc_rules.LABELS) // 2))
)
"""The point type of every label in every direction."""
_LENT = ("rebase_group", *_LIMITS, "short_group_warning")


def points(inputs: pl.DataFrame, settings: pl.DataFrame, *, collapse_constant: bool = False) -> pl.DataFrame:
    """Every row of `inputs`, sorted by series_id and date, with its limits and what it is.

    inputs: series_id, date, value (null = missing, never bridged) and perhaps ghost (Boolean, null = false); other
    columns are kept. settings: one row a series with improvement_direction (increase, decrease, neutral), target,
    rebase_dates (List of Date), fix_after_n_points, screen_outliers (null = true); an absent column is null.
    n (Int64): the row of the series, from 1. rebase_group (Int64), mean, lpl, upl, near_lpl, near_upl (Float64,
    unclipped, null when undefined). outside_limits, close_to_limits (Boolean), relative_to_mean (Int8: -1, 0, 1): null
    without a value or limits. special_cause_type (one of spc_rules.LABELS), special_cause_flag, point_type.
    short_group_warning: the partition has fewer than ENOUGH rows. target: that of the settings.

    A ghost is left out of everything: the point before it and the one after it are neighbours, and a rebase date on
    it, as on a day without a row, does nothing. It has the mean, limits and group of the partition it lies in (a ghost
    before the first row: of group 0, if that has points) and no facts, label or flag.
    A series at fault (`faults`) keeps its rows without results. A constant partition has no limits when screened;
    with `collapse_constant` they lie on its mean.
    """
    inputs, rows = spc_series.ordered(inputs)
    terms = spc_series.terms(rows, settings)
    solid = ~rows["ghost"] & terms["fault"].is_null().gather(rows["series"])
    results, partitions = _computed(rows if solid.all() else rows.filter(solid), terms, collapse_constant)
    if not solid.all():
        results = _with_others(rows, solid, results, partitions)
    results.drop_in_place("partition")
    target = terms["target"].gather(rows["series"])
    found = pl.DataFrame([rows["n"], rows["value"], rows["ghost"], target, *results.get_columns()])
    return inputs.select(pl.exclude(found.columns)).hstack(found)


def faults(inputs: pl.DataFrame, settings: pl.DataFrame) -> pl.DataFrame:
    """The series of `inputs` that cannot be worked out: series_id and says (a sentence for everything wrong), sorted.

    Duplicate or missing dates, a value that is not finite, no settings or more than one row of them, an unknown
    direction, limits fixed after fewer than 12 points. Duplicates count among ghosts too.
    """
    terms = spc_series.terms(spc_series.ordered(inputs)[1], settings)
    return terms.filter(pl.col("fault").is_not_null()).select("series_id", pl.col("fault").alias("says"))


def _computed(rows: pl.DataFrame, terms: pl.DataFrame, collapse: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The results of rows that all count, with their partition; and the partitions."""
    rows, partitions = spc_series.partitioned(rows.select("series", "date", "value"), terms)
    partitions = spc_rules.limits(rows, partitions, collapse_constant=collapse)
    partitions = partitions.with_columns((pl.col("size") < ENOUGH).alias("short_group_warning"))
    limits = partitions.select(pl.col(_LENT).gather(rows["partition"]))
    rows = spc_rules.placed(rows.hstack(limits))
    causes = _causes(spc_rules.labelled(rows), terms["direction"].gather(rows["series"]))
    return rows.select("partition", *_LENT, *_FACTS).hstack(causes), partitions


def _causes(label: pl.Series, direction: pl.Series) -> pl.DataFrame:
    """The label, flag and type of points, from their places in LABELS and their directions' in DIRECTIONS."""
    return pl.DataFrame(
        {
            "special_cause_type": _LABELS.gather(label),
            "special_cause_flag": label > 0,
            "point_type": _TYPES.gather(direction * len(spc_rules.LABELS) + label),
        }
    )


def _with_others(rows: pl.DataFrame, solid: pl.Series, results: pl.DataFrame, partitions: pl.DataFrame) -> pl.DataFrame:
    """Results for every row: those of the solid ones, and for the others the limits of the partition they lie in."""
    others = rows.select("series", (solid.cum_sum().cast(pl.Int64) - 1).alias("before")).filter(~solid)
    lent = partitions.select(pl.col(_LENT).gather(_around(others, results["partition"], partitions)))
    every = pl.concat([results, lent], how="diagonal")
    place = pl.when(solid).then(solid.cum_sum() - 1).otherwise(results.height + (~solid).cum_sum() - 1)
    return every.select(pl.all().gather(rows.select(place.alias("place")).to_series()))


def _around(others: pl.DataFrame, partition: pl.Series, partitions: pl.DataFrame) -> pl.Series:
    """The partition each of `others` lies in: that of the solid row `before` it, else group 0 of the row after it."""
    before = pl.col("before")
    found = others.select(
        "series",
        pl.when(before >= 0).then(before).alias("back"),
        pl.when(before + 1 < partition.len()).then(before + 1).alias("ahead"),
    )
    found = found.select("series", back=partition.gather(found["back"]), ahead=partition.gather(found["ahead"]))
    owners = found.hstack(
        [
            partitions["series"].gather(found["back"]).alias("owner_back"),
            partitions["series"].gather(found["ahead"]).alias("owner_ahead"),
            partitions["rebase_group"].gather(found["ahead"]).alias("group_ahead"),
        ]
    )
    return owners.select(
        pl.when(pl.col("owner_back") == pl.col("series"))
        .then("back")
        .when((pl.col("owner_ahead") == pl.col("series")) & (pl.col("group_ahead") == 0))
        .then("ahead")
    ).to_series()


def summary(points: pl.DataFrame, settings: pl.DataFrame) -> pl.DataFrame:
    """One row a series of `points` (all columns of it), sorted: what its last row that is no ghost says.

    n_points (Int64): rows that are no ghosts, missing values among them. variation_type (a point_type) and
    variation_icon (common_cause, or improvement, concern or neutral with _high or _low). assurance_type
    (consistent_pass, consistent_fail, inconsistent) and assurance_icon (pass, fail, inconsistent): null without a
    target or with a neutral direction; inconsistent when the target is on a limit or there is none. last_label,
    n_special_cause (Int64), any_short_group. min_margin (Float64): the least distance of a value from a limit or a
    near limit, or from the mean, unless one is on it; infinite without any. A series at fault, or of ghosts only, has
    n_points and nulls.
    """
    direction = settings.unique("series_id", keep="first").select("series_id", "improvement_direction")
    told = (
        points.group_by("series_id", maintain_order=True)
        .agg((~pl.col("ghost")).sum().cast(pl.Int64).alias("n_points"))
        .join(_lasts(points), on="series_id", how="left", maintain_order="left")
        .join(direction, on="series_id", how="left", maintain_order="left")
    )
    assurance = _assurance()
    return told.select(
        "series_id",
        "n_points",
        pl.col("point_type").alias("variation_type"),
        _variation_icon().alias("variation_icon"),
        assurance.alias("assurance_type"),
        assurance.str.strip_prefix("consistent_").alias("assurance_icon"),
        pl.col("special_cause_type").alias("last_label"),
        "n_special_cause",
        "any_short_group",
        "min_margin",
    )


def _lasts(points: pl.DataFrame) -> pl.DataFrame:
    """Of series that could be worked out: the last point that is no ghost, and what is counted over all of those."""
    value, off_mean = pl.col("value"), (pl.col("value") - pl.col("mean")).abs().min()
    off_limits = pl.min_horizontal((value - pl.col(name)).abs().min() for name in _LIMITS[1:])
    return (
        points.filter(pl.col("special_cause_type").is_not_null())
        .group_by("series_id", maintain_order=True)
        .agg(
            pl.col("point_type", "special_cause_type", "target", "lpl", "upl").last(),
            pl.col("special_cause_flag").sum().cast(pl.Int64).alias("n_special_cause"),
            pl.col("short_group_warning").any().alias("any_short_group"),
            off_mean.alias("off_mean"),
            off_limits.alias("off_limits"),
        )
        .with_columns(
            pl.min_horizontal(pl.when(pl.col("off_mean") > 0).then("off_mean"), "off_limits")
            .fill_null(float("inf"))
            .alias("min_margin")
        )
    )


def _variation_icon() -> pl.Expr:
    """The kind of cause, and whether it lies high or low; a common cause has neither."""
    kind = pl.col("point_type").str.strip_prefix("special_cause_")
    high = (pl.col("improvement_direction") == "increase") == (kind == "improvement")
    side = pl.when(kind.is_in(["improvement", "concern"])).then(
        kind + pl.when(high).then(pl.lit("_high")).otherwise(pl.lit("_low"))
    )
    return side.otherwise(kind)


def _assurance() -> pl.Expr:
    target, increase = pl.col("target"), pl.col("improvement_direction") == "increase"
    passed, failed = pl.lit("consistent_pass"), pl.lit("consistent_fail")
    rated = target.is_not_null() & (pl.col("improvement_direction") != "neutral") & pl.col("point_type").is_not_null()
    return (
        pl.when(~rated)
        .then(None)
        .when(target > pl.col("upl"))
        .then(pl.when(increase).then(failed).otherwise(passed))
        .when(target < pl.col("lpl"))
        .then(pl.when(increase).then(passed).otherwise(failed))
        .otherwise(pl.lit("inconsistent"))
    )
