"""The series of an XmR chart: rows in order, the settings of each, what is at fault, and the partitions.

A partition is a stretch of a series between two rebases; limits and rules never reach beyond it.
"""

from __future__ import annotations

from functools import cache

import polars as pl

LEAST_FIXED = 12
ENDLESS = 1e300
"""Limits may be fixed after 12 points or more; values of 1e300 or more cannot be added up."""
DIRECTIONS = ("increase", "decrease", "neutral")
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
_AT = pl.int_range(pl.len(), dtype=pl.UInt32)


def ordered(inputs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The inputs by series_id and date; and their rows: series_id, date, value, ghost (never null), series, opens, n.

    series (UInt32) numbers the series from 0, opens (Boolean) is true for the first row of one, n (Int64) is from 1.
    """
    opens, in_order = _looked(inputs)
    if not in_order:
        inputs = inputs.sort("series_id", "date", maintain_order=True)
        opens, _ = _looked(inputs)
    ghost = pl.col("ghost").fill_null(False) if "ghost" in inputs.columns else pl.lit(False)
    rows = inputs.select("series_id", "date", pl.col("value").cast(pl.Float64), ghost.alias("ghost"), opens)
    rows = _numbered(rows, "series")
    n = _AT.cast(pl.Int64) - pl.lit(opens.arg_true()).gather(pl.col("series")) + 1
    return inputs, rows.with_columns(n.alias("n"))


def _looked(rows: pl.DataFrame) -> tuple[pl.Series, bool]:
    """Which rows begin a series, and whether all are in order already: looking costs a fraction of sorting."""
    found = rows.select(_looks())
    return found["opens"], found["in_order"].slice(1).all()


@cache
def _looks() -> tuple[pl.Expr, pl.Expr]:
    name, date = pl.col("series_id"), pl.col("date")
    before = name.shift(1)
    in_order = (name > before) | ((name == before) & (date >= date.shift(1)))
    return (name.ne_missing(before) | (_AT == 0)).alias("opens"), in_order.fill_null(False).alias("in_order")


def _numbered(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Rows with the number of their group, from 0; `opens` says where a group begins."""
    return rows.with_columns((pl.col("opens").cum_sum() - 1).cast(pl.UInt32).set_sorted().alias(name))


def terms(rows: pl.DataFrame, settings: pl.DataFrame) -> pl.DataFrame:
    """One row a series of `rows` (the second of `ordered`): its settings, and fault, a sentence or null.

    direction (UInt32) is the place of improvement_direction in DIRECTIONS.
    """
    given = [pl.col(name) if name in settings.columns else pl.lit(None).alias(name) for name in _SETTINGS]
    held = (
        settings.select(column.cast(_SETTINGS[name]) for name, column in zip(_SETTINGS, given, strict=True))
        .group_by("series_id")
        .agg(pl.all().first(), pl.len().alias("times"))
    )
    found = rows.select(pl.col("series_id", "series").filter("opens"))
    found = found.join(held, on="series_id", how="left", maintain_order="left")
    found = found.join(_wrong(rows), on="series", how="left", maintain_order="left")
    place = pl.col("improvement_direction").cast(pl.Enum(DIRECTIONS), strict=False).to_physical().cast(pl.UInt32)
    screened = pl.col("screen_outliers").fill_null(True)
    return found.with_columns(screened, place.alias("direction"), _fault().alias("fault"))


def _wrong(rows: pl.DataFrame) -> pl.DataFrame:
    """The series with a row that cannot be: again, undated, endless (Boolean)."""
    wrong = rows.select(
        "series",
        ((pl.col("date") == pl.col("date").shift(1)) & (pl.col("n") > 1)).alias("again"),
        pl.col("date").is_null().alias("undated"),
        (~(pl.col("value").abs() < ENDLESS)).alias("endless"),
    )
    return wrong.filter(pl.any_horizontal("again", "undated", "endless")).group_by("series").agg(pl.all().any())


@cache
def _fault() -> pl.Expr:
    """The sentence of every fault of a series, one after the other; null without any."""
    direction, times = pl.col("improvement_direction"), pl.col("times")
    says = {
        "The series has no settings.": times.is_null(),
        "The series has settings more than once.": times > 1,
        "A date is given more than once.": pl.col("again"),
        "A row has no date.": pl.col("undated"),
        "A value is not a finite number below 1e300.": pl.col("endless"),
        "The improvement direction must be increase, decrease or neutral.": times.is_not_null()
        & ~direction.is_in(DIRECTIONS).fill_null(False),
        f"Limits can be fixed after {LEAST_FIXED} points or more, not fewer.": pl.col("fix_after_n_points")
        < LEAST_FIXED,
        "The target is not a finite number.": ~pl.col("target").is_finite(),
    }
    told = pl.concat_str(
        (pl.when(wrong).then(pl.lit(sentence)) for sentence, wrong in says.items()), separator=" ", ignore_nulls=True
    )
    return pl.when(told != "").then(told)


def partitioned(rows: pl.DataFrame, terms: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows that all count with partition (numbered from 0) and opens (its first row); and one row a partition.

    A partition has series, rebase_group (Int64), begin (its first row, from 0), size (rows), fix (rows that its limits
    rest on; null = all) and screen. A series begins one, and so does a row on a rebase date; no other date matters.
    """
    rebased = _rebased(rows, terms)
    number = pl.col("series")
    opens = (number != number.shift(1)).fill_null(True) | pl.lit(rebased)
    rows = _numbered(rows.with_columns(opens.alias("opens")), "partition")
    begun = rows.select("series", pl.lit(rebased).alias("rebased"), _AT.alias("begin"), "opens").filter("opens")
    group = pl.col("rebased").cum_sum().over("series") if rebased.any() else pl.lit(0)
    after = pl.col("begin").shift(-1, fill_value=rows.height)
    return rows, begun.select(
        "series",
        "begin",
        group.cast(pl.Int64).alias("rebase_group"),
        (after - pl.col("begin")).alias("size"),
        pl.lit(terms["fix_after_n_points"]).gather(number).alias("fix"),
        pl.lit(terms["screen_outliers"]).gather(number).alias("screen"),
    )


def _rebased(rows: pl.DataFrame, terms: pl.DataFrame) -> pl.Series:
    """Whether a row's date is a rebase date of its series."""
    none = pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True)
    if terms["rebase_dates"].null_count() == terms.height:
        return none
    dates = terms.select("series", pl.col("rebase_dates").alias("date")).explode("date")
    rebasing = pl.col("series").is_in(dates["series"].unique().implode())
    hits = rows.select("series", "date", at=_AT).filter(rebasing).join(dates, on=["series", "date"], how="semi")
    return none.scatter(hits["at"], True)
