"""What a child costs: the lines of the budget that pay for children, over the children whom a KPI counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core import periods, status
from sct_dash.core.finance import position
from sct_dash.core.frames import facts

Picture = Mapping[str, pl.DataFrame]

_PENNIES = 2
_YEAR = ["financial_year", "financial_year_end"]


def costs(picture: Picture, *, month_end: date | None = None, financial_year: date | None = None) -> pl.DataFrame:
    """What a year costs for each child that a KPI counts: one row a KPI that counts what lines of `position` pay for.

    counted_by and kpi_name; lines (list of names), reached (pounds, their sum: the outturn where it is known, else the
    forecast) and outturn (null while it is not); children (the mean of the KPI's monthly counts of the year up to that
    month) and counted (how many months have one, of months so far); a_year and a_week (pounds a child; null without
    any count, or with a mean of 0); financial_year, month_end, demonstration. Always of the whole Trust: the children
    counted are those of every line.
    """
    paid = _paid(position(picture, month_end=month_end, financial_year=financial_year))
    named = facts(picture, "kpis").sort("valid_from").group_by("kpi_code").agg(kpi_name=pl.col("name").last())
    days = (pl.col("financial_year_end") - pl.col("financial_year")).dt.total_days() + 1
    a_year = pl.when(pl.col("children") > 0).then(pl.col("reached") / pl.col("children"))
    return (
        paid.join(named, left_on="counted_by", right_on="kpi_code", how="left")
        .join(_counts(picture, paid), on="counted_by", how="left")
        .with_columns(
            pl.col("counted").fill_null(0),
            months=(pl.col("month_end").dt.month().cast(pl.Int64) + 8) % 12 + 1,
            demonstration=pl.col("demonstration") | pl.col("_counts_demonstration").fill_null(False),
            a_year=a_year,
            a_week=a_year * 7 / days,
        )
        .sort("counted_by")
        .select(
            *_YEAR, *("month_end", "counted_by", "kpi_name", "lines", "reached", "outturn"),
            *("children", "counted", "months", "a_year", "a_week", "demonstration"),
        )
    )  # fmt: skip


def _paid(lines: pl.DataFrame) -> pl.DataFrame:
    """What the lines that a KPI counts come to together, by the KPI."""
    known = pl.col("outturn").is_not_null().all()
    return (
        lines.drop_nulls("counted_by")
        .group_by("counted_by", *_YEAR, "month_end")
        .agg(
            lines=pl.col("name").sort(),
            reached=pl.col("reached").sum().round(_PENNIES),
            outturn=pl.when(known).then(pl.col("outturn").sum().round(_PENNIES)),
            demonstration=pl.col("demonstration").any(),
        )
    )


def _counts(picture: Picture, paid: pl.DataFrame) -> pl.DataFrame:
    """counted_by, children (mean), counted (months) and whether one is a demonstration, of each KPI's year so far."""
    codes = paid["counted_by"].unique().to_list()
    values = facts(picture, "kpi_values").filter(pl.col("kpi_code").is_in(codes))
    monthly = status.series({**picture, "kpi_values": values}).filter(
        periods.grain() == "month", unit="count"
    ).drop_nulls("value")  # fmt: skip
    asked = paid.select("financial_year", "month_end", kpi_code="counted_by")
    so_far = monthly.join(asked, on="kpi_code").filter(
        pl.col("period") >= pl.col("financial_year"), pl.col("period_end") <= pl.col("month_end")
    )
    return so_far.group_by(counted_by="kpi_code").agg(
        children=pl.col("value").mean(),
        counted=pl.len().cast(pl.Int64),
        _counts_demonstration=pl.col("demonstration").fill_null(False).any(),
    )
