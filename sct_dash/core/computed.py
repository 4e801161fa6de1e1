"""The figures of KPIs: those that were typed, and those worked out of another return because the definition says so."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sct_dash.core import staffing
from sct_dash.core.frames import COMPUTED, facts

Picture = Mapping[str, pl.DataFrame]

SOURCES = ("kpi_values", "kpis", "staffing")
"""The kinds of row that `figures` reads."""

_RATES = {source: source.removeprefix("staffing.") for source in COMPUTED}
_PERIOD = ["period", "period_end"]


def words(source: str) -> str:
    """One of frames.COMPUTED as people read it: the agency rate of the staffing return."""
    kind, figure = source.split(".")
    span = ", over twelve months" if figure.endswith("_12m") else ""
    return f"the {figure.removesuffix('_12m').replace('_', ' ')} of the {kind} return{span}"


def figures(picture: Picture) -> pl.DataFrame:
    """Every figure of every KPI, as rows of kpi_values with the columns that `facts` gives.

    First those typed, in their order, without the ones of periods at whose end the definition in force (the latest
    begun among those not over) is computed_from something: they stay in the trail, but are not shown. Then, by KPI and
    month, those worked out: for each month of the staffing return at whose end such a definition is in force,
    numerator and denominator of the whole Trust, value and comment null; both null where a component is not known.
    submission_id is the latest of the rows that the figure leans on, demonstration whether any is one, line null.
    """
    typed, kpis = facts(picture, "kpi_values"), facts(picture, "kpis")
    codes = kpis.filter(pl.col("computed_from").is_not_null())["kpi_code"].unique().implode()
    kpis = kpis.filter(pl.col("kpi_code").is_in(codes))
    if kpis.is_empty():
        return typed
    touched = typed.filter(pl.col("kpi_code").is_in(codes)).select("kpi_code", *_PERIOD).unique()
    hidden = _sourced(touched, kpis)
    kept = typed.join(hidden, on=["kpi_code", *_PERIOD], how="anti", maintain_order="left")
    return pl.concat([kept, _worked_out(picture, kpis).select(typed.columns).cast(typed.schema)])


def _sourced(pairs: pl.DataFrame, kpis: pl.DataFrame) -> pl.DataFrame:
    """The pairs of kpi_code and period at whose end the definition in force is computed, with its computed_from."""
    over = pl.col("valid_to") < pl.col("period_end")
    return (
        pairs.join(kpis.select("kpi_code", "valid_from", "valid_to", "computed_from"), on="kpi_code")
        .filter((pl.col("valid_from") <= pl.col("period_end")) & ~over.fill_null(False))
        .sort("kpi_code", "period_end", "period", "valid_from")
        .unique(["kpi_code", *_PERIOD], keep="last", maintain_order=True)
        .drop("valid_from", "valid_to")
        .filter(pl.col("computed_from").is_not_null())
    )


def _worked_out(picture: Picture, kpis: pl.DataFrame) -> pl.DataFrame:
    months = _components(picture)
    asked = months.select(_PERIOD).unique().join(kpis.select("kpi_code").unique(), how="cross")
    return (
        _sourced(asked, kpis)
        .join(months, on=["computed_from", *_PERIOD])
        .sort("kpi_code", *_PERIOD)
        .with_columns(value=None, symbol=None, comment=None, line=None)
    )


def _components(picture: Picture) -> pl.DataFrame:
    """computed_from, period, period_end, numerator, denominator and what they lean on, of every month held."""
    months = staffing.months(picture)
    found = []
    for source, rate in _RATES.items():
        span = "_12m" if rate.endswith("_12m") else ""
        known = staffing.numerator(rate).is_not_null() & staffing.denominator(rate).is_not_null()
        found.append(
            months.select(
                *_PERIOD,
                pl.lit(source).alias("computed_from"),
                pl.when(known).then(staffing.numerator(rate)).alias("numerator"),
                pl.when(known).then(staffing.denominator(rate)).alias("denominator"),
                pl.col(f"submission_id{span}").alias("submission_id"),
                pl.col(f"demonstration{span}").alias("demonstration"),
            )
        )
    return pl.concat(found)
