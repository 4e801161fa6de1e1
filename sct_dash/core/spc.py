"""Statistical process control: XmR limits, special causes and icons for any number of series in one pass.

The method is NHS England's Making Data Count as NHSRplotthedots 0.2.2 has it (nhs-r-community, MIT).
A partition is a stretch of a series between two rebases; limits and rules never reach beyond it.
"""

from __future__ import annotations

import polars as pl

from sct_dash.core import spc_rules

ENOUGH = 13
"""Points from which limits are shown; a shorter partition has short_group_warning."""
LEAST_FIXED = 12
ENDLESS = 1e300
DIRECTIONS = ("decrease", "neutral", "increase")
COMMON = "common_cause"
_SETTINGS = pl.Schema(
    {
        "series_id": pl.String,
        "improvement_direction": pl.String,
        "target": pl.Float64,
        "rebase_dates": pl.List(pl.Date),
        "fix_after_n_points": pl.Int64,
        "screen_outliers": pl.Boolean,
    }
)
_LIMITS = ("mean", "lpl", "upl", "near_lpl", "near_upl")
_FACTS = ("outside_limits", "relative_to_mean", "close_to_limits")
_CAUSES = ("special_cause_type", "special_cause_flag", "point_type")
_MEANINGS = (
    ("special_cause_improvement", COMMON, "special_cause_concern"),
    ("special_cause_neutral_low", COMMON, "special_cause_neutral_high"),
    ("special_cause_concern", COMMON, "special_cause_improvement"),
)
"""What a low, a common and a high label mean, for each of DIRECTIONS."""
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
    rows = _ordered(inputs)
    series = _series(rows, settings)
    solid = rows.select(~pl.col("ghost")).to_series() & series["fault"].is_null().gather(rows["series"])
    results, partitions = _computed(rows if solid.all() else rows.filter(solid), series, collapse_constant)
    if not solid.all():
        results = _with_others(rows, solid, results, partitions)
    results = results.drop("partition")
    target = series.select(pl.col("target").gather(rows["series"]))
    others = rows.drop("series", "opens", *results.columns, "target", strict=False)
    return others.hstack(results).hstack(target)


def _ordered(inputs: pl.DataFrame) -> pl.DataFrame:
    """The inputs sorted, with ghost filled, n, series (the series' number, from 0) and opens (its first row)."""
    ghost = pl.col("ghost").fill_null(False) if "ghost" in inputs.columns else pl.lit(False)
    rows = inputs.with_columns(pl.col("value").cast(pl.Float64), ghost.alias("ghost"))
    if not _sorted(rows):
        rows = rows.sort("series_id", "date", maintain_order=True)
    same = pl.col("series_id").eq_missing(pl.col("series_id").shift(1)) & (pl.int_range(pl.len()) > 0)
    rows = rows.with_columns((~same).alias("opens"))
    rows = rows.with_columns((pl.col("opens").cum_sum() - 1).cast(pl.UInt32).set_sorted().alias("series"))
    return rows.with_columns((_place(rows, "series") + 1).alias("n"))


def _sorted(rows: pl.DataFrame) -> bool:
    """Whether the rows are in order already: looking costs a tenth of sorting."""
    name, date = pl.col("series_id"), pl.col("date")
    before, earlier = name.shift(1), date.shift(1)
    held = (name > before) | ((name == before) & (date >= earlier))
    return rows.select(held.slice(1).fill_null(False).all()).item()


def _place(rows: pl.DataFrame, group: str) -> pl.Series:
    """The row's place in its group, from 0; `opens` says where groups begin."""
    at = pl.int_range(pl.len())
    begins = rows.select(at.filter(pl.col("opens"))).to_series()
    return rows.select(at - begins.gather(rows[group])).to_series()


def _series(rows: pl.DataFrame, settings: pl.DataFrame) -> pl.DataFrame:
    """One row a series, in the rows' order: its settings, and fault (a sentence or null)."""
    given = {name: pl.col(name) if name in settings.columns else pl.lit(None) for name in _SETTINGS}
    terms = settings.select(column.cast(_SETTINGS[name]).alias(name) for name, column in given.items())
    terms = terms.with_columns(pl.col("screen_outliers").fill_null(True), pl.len().over("series_id").alias("settings"))
    terms = terms.unique("series_id", keep="first")
    series = rows.select(pl.col("series_id").filter(pl.col("opens")))
    series = series.join(terms, on="series_id", how="left", maintain_order="left").with_row_index("series")
    return series.with_columns(_at(rows, name, wrong) for name, wrong in _wrong_rows().items()).with_columns(
        _fault().alias("fault")
    )


def _wrong_rows() -> dict[str, pl.Expr]:
    again = ~pl.col("opens") & (pl.col("date") == pl.col("date").shift(1))
    return {"again": again, "undated": pl.col("date").is_null(), "endless": ~(pl.col("value").abs() < ENDLESS)}


def _at(rows: pl.DataFrame, name: str, wrong: pl.Expr) -> pl.Expr:
    """Whether a series has a row that is wrong."""
    found = rows.select(pl.col("series").filter(wrong.fill_null(False))).to_series().unique()
    return pl.col("series").is_in(found.implode()).alias(name)


def _fault() -> pl.Expr:
    """The sentence of every fault of a series, one after the other; null without any."""
    direction, fix = pl.col("improvement_direction"), pl.col("fix_after_n_points")
    known = pl.col("settings").is_not_null()
    says = {
        "The series has no settings.": ~known,
        "The series has settings more than once.": pl.col("settings") > 1,
        "A date is given more than once.": pl.col("again"),
        "A row has no date.": pl.col("undated"),
        "A value is not a finite number below 1e300.": pl.col("endless"),
        "The improvement direction must be increase, decrease or neutral.": known
        & ~direction.is_in(DIRECTIONS).fill_null(False),
        f"Limits can be fixed after {LEAST_FIXED} points or more, not fewer.": fix < LEAST_FIXED,
        "The target is not a finite number.": ~pl.col("target").is_finite(),
    }
    told = pl.concat_str(
        (pl.when(wrong.fill_null(False)).then(pl.lit(sentence)) for sentence, wrong in says.items()),
        separator=" ",
        ignore_nulls=True,
    )
    return pl.when(told != "").then(told)


def faults(inputs: pl.DataFrame, settings: pl.DataFrame) -> pl.DataFrame:
    """The series of `inputs` that cannot be worked out: series_id and says (a sentence for everything wrong), sorted.

    Duplicate or missing dates, a value that is not finite, no settings or more than one row of them, an unknown
    direction, limits fixed after fewer than 12 points. Duplicates count among ghosts too.
    """
    series = _series(_ordered(inputs), settings)
    return series.filter(pl.col("fault").is_not_null()).select("series_id", pl.col("fault").alias("says"))


def _computed(rows: pl.DataFrame, series: pl.DataFrame, collapse: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The results of rows that all count, and the partitions: series, rebase_group, limits, short_group_warning."""
    rebased = _rebased(rows, series)
    number = pl.col("series")
    rows = rows.select("series", "value", opens=(number != number.shift(1)).fill_null(True) | rebased)
    rows = rows.with_columns((pl.col("opens").cum_sum() - 1).cast(pl.UInt32).set_sorted().alias("partition"))
    rows = rows.with_columns(_place(rows, "partition").alias("place")).hstack(
        series.select(pl.col("fix_after_n_points", "screen_outliers").gather(rows["series"])).rename(
            {"fix_after_n_points": "fix", "screen_outliers": "screen"}
        )
    )
    begun = rows.filter("opens").select("series", (rebased.filter(rows["opens"])).alias("rebased"))
    partitions = begun.select("series", pl.col("rebased").cum_sum().over("series").cast(pl.Int64).alias("rebase_group"))
    found = spc_rules.limits(rows, collapse_constant=collapse)
    partitions = partitions.hstack(found.select("size", *_LIMITS)).with_columns(
        (pl.col("size") < ENOUGH).alias("short_group_warning")
    )
    each = partitions.select(pl.col("rebase_group", *_LIMITS, "short_group_warning").gather(rows["partition"]))
    labelled = spc_rules.labelled(spc_rules.placed(rows.hstack(each)))
    direction = series.select(
        pl.col("improvement_direction").replace_strict(DIRECTIONS, [0, 1, 2], default=1, return_dtype=pl.UInt32)
    ).to_series()
    code = labelled["code"]
    causes = _causes(code, direction.gather(rows["series"]))
    return (
        labelled.select("partition", "rebase_group", *_LIMITS, *_FACTS)
        .hstack(causes)
        .hstack(labelled.select("short_group_warning")),
        partitions,
    )


def _causes(code: pl.Series, direction: pl.Series) -> pl.DataFrame:
    """The three columns of _CAUSES for labels and directions told by their numbers."""
    meant = pl.Series(
        [_MEANINGS[d][1 if label == 0 else 2 * (label % 2)] for d in range(3) for label in range(len(spc_rules.LABELS))]
    )
    return pl.DataFrame(
        {
            "special_cause_type": pl.Series(spc_rules.LABELS).gather(code),
            "special_cause_flag": code > 0,
            "point_type": meant.gather(direction * len(spc_rules.LABELS) + code),
        }
    )


def _rebased(rows: pl.DataFrame, series: pl.DataFrame) -> pl.Series:
    """Whether a row's date is a rebase date of its series."""
    dates = series.select("series", pl.col("rebase_dates").alias("date")).explode("date").drop_nulls().unique()
    if dates.is_empty():
        return pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True)
    hits = (
        rows.select("series", "date")
        .with_row_index("at")
        .filter(pl.col("series").is_in(dates["series"].unique().implode()))
        .join(dates, on=["series", "date"], how="semi")["at"]
    )
    return rows.select(pl.int_range(pl.len()).is_in(hits.implode())).to_series()


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
    """One row a series of `points`, sorted, told by its last row that is no ghost.

    n_points (Int64): rows that are no ghosts, missing values among them. variation_type (a point_type) and
    variation_icon (common_cause, or improvement, concern or neutral with _high or _low). assurance_type
    (consistent_pass, consistent_fail, inconsistent) and assurance_icon (pass, fail, inconsistent): null without a
    target or with a neutral direction; inconsistent when the target is on a limit or there is none. last_label,
    n_special_cause (Int64), any_short_group. A series at fault, or of ghosts only, has nulls.
    """
    direction = settings.unique("series_id", keep="first").select("series_id", "improvement_direction")
    last = (
        points.filter(~pl.col("ghost") & pl.col("special_cause_type").is_not_null())
        .group_by("series_id", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("n_points"),
            pl.col("point_type", "special_cause_type", "target", "lpl", "upl").last(),
            pl.col("special_cause_flag").sum().cast(pl.Int64).alias("n_special_cause"),
            pl.col("short_group_warning").any().alias("any_short_group"),
        )
    )
    series = points.select(pl.col("series_id").unique(maintain_order=True))
    told = series.join(last, on="series_id", how="left", maintain_order="left")
    return (
        told.join(direction, on="series_id", how="left", maintain_order="left")
        .with_columns(_variation_icon().alias("variation_icon"), _assurance().alias("assurance_type"))
        .select(
            "series_id",
            "n_points",
            pl.col("point_type").alias("variation_type"),
            "variation_icon",
            "assurance_type",
            pl.col("assurance_type").str.strip_prefix("consistent_").alias("assurance_icon"),
            pl.col("special_cause_type").alias("last_label"),
            "n_special_cause",
            "any_short_group",
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
