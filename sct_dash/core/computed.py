"""The figures of KPIs: those that were typed, and those worked out of another return because the definition says so."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sct_dash.core import staffing
from sct_dash.core.frames import COMPUTED, STAFF, facts

Picture = Mapping[str, pl.DataFrame]

SOURCES = ("kpi_values", "kpis", "staffing", "teams")
"""The kinds of row that `figures` reads."""

FEW_MONTHS = "Not known: of its twelve months {} are held with the figures of every team."
"""The comment of a month that a figure over twelve months cannot be worked out for yet."""

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
    numerator and denominator of the whole Trust, value null; both null where a component is not known. Then symbol is
    the one that all its unknown parts were given as, if they share one, and comment says of a figure over twelve months
    that too few of them are held; otherwise both are null. submission_id is the latest of the rows that the figure
    leans on, demonstration whether any is one, line null.
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
        .with_columns(value=None, line=None)
    )


def _components(picture: Picture) -> pl.DataFrame:
    """computed_from, period, period_end, the figure's columns and what it leans on, of every month held."""
    months = staffing.months(picture)
    rows = facts(picture, "staffing").filter(pl.col("role").is_in(STAFF["social_work"]))
    found = []
    for source, rate in _RATES.items():
        span = "_12m" if rate.endswith("_12m") else ""
        known = staffing.numerator(rate).is_not_null() & staffing.denominator(rate).is_not_null()
        short = (pl.col("months_12m") < 12) if span else pl.lit(False)
        found.append(
            months.join(_symbols(rows, rate), on="period_end", how="left").select(
                *_PERIOD,
                pl.lit(source).alias("computed_from"),
                pl.when(known).then(staffing.numerator(rate)).alias("numerator"),
                pl.when(known).then(staffing.denominator(rate)).alias("denominator"),
                symbol=pl.when(~known & ~short).then("symbol"),
                comment=pl.when(~known & short).then(pl.format(FEW_MONTHS, "months_12m")),
                submission_id=f"submission_id{span}",
                demonstration=f"demonstration{span}",
            )
        )
    return pl.concat(found)


def _symbols(rows: pl.DataFrame, rate: str) -> pl.DataFrame:
    """period_end and symbol of the months for which a part of the rate is not known; null unless all have the one."""
    unknown = []
    for name in (staffing.RATES[rate][1], *staffing.RATES[rate][2]):
        blank = rows.filter(pl.col(staffing.TWELVE.get(name, name)).is_null()).select("month_end", "symbol").unique()
        later = pl.DataFrame({"_later": range(12 if name in staffing.TWELVE else 1)})
        ends = pl.col("month_end").dt.offset_by(pl.format("{}mo", "_later")).dt.month_end()
        unknown.append(blank.join(later, how="cross").select("symbol", period_end=ends))
    shared = pl.when(pl.col("symbol").n_unique() == 1).then(pl.col("symbol").first())
    return pl.concat(unknown).group_by("period_end").agg(shared)
