"""What a KPI is on a day, and its value: from numerator and denominator, beside the period before, for the year."""

from __future__ import annotations

from datetime import date

import polars as pl

from sct_dash.core import periods
from sct_dash.core.frames import ORIGIN, SCHEMAS

MULTIPLIERS = {"percent": 100.0, "per_10000": 10_000.0}
SLACK = 1e-9
"""How far apart two floats may be and still be the same figure, as a share of the figure (of 1 when it is smaller)."""

_DEFINITION = [name for name in SCHEMAS["kpis"] if name not in ("kpi_code", "valid_from", "valid_to")]


def slack(figure: pl.Expr) -> pl.Expr:
    """SLACK for a figure, in its own unit."""
    return SLACK * pl.max_horizontal(figure.abs(), pl.lit(1.0))


def in_force(kpis: pl.DataFrame, on: date) -> pl.DataFrame:
    """One definition a KPI: the latest begun by a day among those not over by then (valid_to is the last day in force).

    Columns as given, sorted by kpi_code; a KPI without such a definition has no row.
    """
    begun = (pl.col("valid_from") <= on) & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= on))
    return kpis.filter(begun).sort("kpi_code", "valid_from").unique("kpi_code", keep="last", maintain_order=True)


def defined(values: pl.DataFrame, kpis: pl.DataFrame) -> pl.DataFrame:
    """The values with the definition in force at each one's period_end: the columns of kpis except its own dates.

    Where none is in force then: the latest begun by then, else the earliest. Values of a KPI that has no definition
    at all are left out. The order of the values is kept. Adds defined_from Date, the valid_from of that definition.
    """
    ends, start, end = values.select("kpi_code", "period_end").unique(), pl.col("valid_from"), pl.col("valid_to")
    day = start.to_physical().cast(pl.Int64)
    begun = start <= pl.col("period_end")
    rank = (
        pl.when(begun & (end.is_null() | (end >= pl.col("period_end"))))
        .then(2_000_000 + day)
        .when(begun)
        .then(1_000_000 + day)
        .otherwise(-1_000_000 - day)
    )
    chosen = (
        ends.join(kpis.select("kpi_code", "valid_from", "valid_to"), on="kpi_code")
        .group_by("kpi_code", "period_end")
        .agg(start.sort_by(rank).last().alias("defined_from"))
    )
    definitions = kpis.select("kpi_code", *_DEFINITION, start.alias("defined_from")).unique(
        ["kpi_code", "defined_from"], keep="last", maintain_order=True
    )
    return values.join(chosen, on=["kpi_code", "period_end"], maintain_order="left").join(
        definitions, on=["kpi_code", "defined_from"], maintain_order="left"
    )


def multiplier() -> pl.Expr:
    """100 for percent, 10,000 for per_10000, otherwise 1: what a share is multiplied by to be in the unit."""
    return pl.col("unit").replace_strict(MULTIPLIERS, default=1.0, return_dtype=pl.Float64)


def share(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """Numerator over denominator in the row's unit; null when either is missing or the denominator is 0.

    Multiplied before it is divided, so that a share that is exact in decimals (45 of 60) is exact as a float.
    """
    return pl.when(denominator != 0).then(multiplier() * numerator / denominator)


def valued(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with `value` (Float64, in the unit): computed where numerator and denominator are both there.

    Otherwise the value as given. Null with a symbol, a denominator of 0, or a figure that is not a number. Needs
    unit, numerator, denominator, value and symbol.
    """
    both = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    value = pl.when(both).then(share(pl.col("numerator"), pl.col("denominator"))).otherwise(pl.col("value"))
    usable = value.is_finite() & pl.col("symbol").is_null()
    return rows.with_columns(pl.when(usable).then(value).alias("value"))


def previous_and_travel(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with `previous` (Float64: the value of the period just before) and `travel` (better, worse, same or null).

    Just before means the calendar: a gap in the series leaves previous null, as does a symbol or a change of unit.
    Better and worse follow the direction, unrounded; for a range, whichever is nearer to it by this row's target.
    Neutral has no travel, nor has a range without a target. Needs target and target_upper for ranges.
    """
    before = rows.select(
        "kpi_code", "unit", periods.grain().alias("_grain"), pl.col("period_end").alias("_before"), previous="value"
    ).unique(["kpi_code", "unit", "_grain", "_before"], keep="last", maintain_order=True)
    joined = rows.with_columns(
        periods.grain().alias("_grain"), pl.col("period").dt.offset_by("-1d").alias("_before")
    ).join(before, on=["kpi_code", "unit", "_grain", "_before"], how="left", maintain_order="left")
    return joined.with_columns(_travel().alias("travel")).drop("_grain", "_before")


def _travel() -> pl.Expr:
    value, before, direction = pl.col("value"), pl.col("previous"), pl.col("direction")
    gain = (
        pl.when(direction == "higher")
        .then(value - before)
        .when(direction == "lower")
        .then(before - value)
        .when(direction == "range")
        .then(_outside(before) - _outside(value))
    )
    same = (value - before).abs() <= slack(value)
    return (
        pl.when(gain.is_null())
        .then(None)
        .when(same | (gain.abs() <= slack(value)))
        .then(pl.lit("same"))
        .when(gain > 0)
        .then(pl.lit("better"))
        .otherwise(pl.lit("worse"))
    )


def _outside(value: pl.Expr) -> pl.Expr:
    """How far a value lies outside the range of its row; 0 within it."""
    above = (value - pl.col("target_upper")).fill_null(0.0)
    return pl.max_horizontal(pl.col("target") - value, above, pl.lit(0.0)) + 0 * pl.col("target") + 0 * value


def year_to_date(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with `year_to_date` (Float64, in the unit) and `year_to_date_periods` (Int64: periods that are in it).

    From April to the row's own period, by the KPI's aggregation. ratio: sum of numerators over sum of denominators,
    never a mean of rates, and null unless every reported row of the year so far has both. total: the sum, null unless
    every reported row so far has a value. snapshot: the latest value there is. A census year stands alone.
    Rows keep their order. A column `reported`, where there is one, says which rows count; the others get null and 0.
    """
    reported = pl.col("reported") if "reported" in rows.columns else pl.lit(True)
    year = pl.when(periods.grain() == "census_year").then(pl.col("period")).otherwise(periods.financial_year_start())
    keys = ["kpi_code", "unit", "aggregation", "_grain", "_year"]
    ready = rows.with_row_index("_row").with_columns(
        periods.grain().alias("_grain"), year.alias("_year"), (reported & pl.lit(True)).alias("_reported")
    )
    ratio, usable = pl.col("aggregation") == "ratio", pl.col("value").is_not_null()
    both = usable & pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    sums = (
        ready.filter("_reported")
        .sort("period", "period_end")
        .with_columns(pl.when(ratio).then(both).otherwise(usable).alias("_in"))
        .with_columns(
            pl.when("_in").then("numerator").cum_sum().over(keys).alias("_n"),
            pl.when("_in").then("denominator").cum_sum().over(keys).alias("_d"),
            pl.when("_in").then("value").cum_sum().over(keys).alias("_total"),
            pl.col("value").forward_fill().over(keys).alias("_latest"),
            pl.col("_in").cast(pl.Int64).cum_sum().over(keys).alias("_periods"),
            pl.col("_in").cum_count().over(keys).cast(pl.Int64).alias("_rows"),
        )
    )
    return (
        ready.join(sums.select("_row", "_n", "_d", "_total", "_latest", "_periods", "_rows"), on="_row", how="left")
        .with_columns(_to_date().alias("year_to_date"), pl.col("_periods").fill_null(0).alias("year_to_date_periods"))
        .sort("_row")
        .drop("_row", "_grain", "_year", "_reported", "_n", "_d", "_total", "_latest", "_periods", "_rows")
    )


def _to_date() -> pl.Expr:
    whole = (pl.col("_periods") == pl.col("_rows")) & (pl.col("_periods") > 0)
    return (
        pl.when(pl.col("aggregation") == "snapshot")
        .then("_latest")
        .when(whole & (pl.col("aggregation") == "ratio"))
        .then(share(pl.col("_n"), pl.col("_d")))
        .when(whole & (pl.col("aggregation") == "total"))
        .then("_total")
    )


def without_origin(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame without the columns that say where a row came from."""
    return frame.drop(list(ORIGIN), strict=False)
