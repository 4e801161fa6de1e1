"""When a change for the worse could first be known: the period whose figure completed the signal."""

from __future__ import annotations

import polars as pl

from sct_dash.core import signals

_READ = ("period", "period_end", "value", "unit", "direction", "relieved", "computed_from", "target", "target_upper")


def completed(worse: pl.DataFrame, points: pl.DataFrame, rebases: pl.DataFrame) -> pl.DataFrame:
    """When the change for the worse of each KPI was complete: kpi, completed_on (the end of a period); a row a KPI.

    `worse` are rows of status.kpi_status in concern, `points` those of signals.points. A run of seven begins six
    periods before anybody can see it. So it counts from the earliest period of it at which the points up to that one
    alone, by their own mean and limits, show a change for the worse: the seventh of a run or trend, the last of two in
    three, the point itself outside limits. A KPI without such a period has no row. The day on which its figure came in
    is not asked; the figures are those held now.
    """
    begun = worse.select("signal_from", "signal_on", kpi_code="kpi")
    rows = points.join(begun, on="kpi_code")
    in_run = (pl.col("period") >= pl.col("signal_from")) & (pl.col("period_end") <= pl.col("signal_on"))
    ends = rows.filter(in_run).select("kpi_code", upto="period_end")
    read = [name for name in _READ if name in points.columns]
    every = rows.select("kpi_code", *read).join(ends, on="kpi_code").filter(pl.col("period_end") <= pl.col("upto"))
    again = rebases.select("kpi_code", "rebase_on").join(ends, on="kpi_code")
    # Each beginning of a series is judged as a KPI of its own.
    told = signals.latest(signals.points(every.with_columns(_named()), again.with_columns(_named())))
    shows = told.filter(pl.col("variation").str.starts_with("concern"))
    found = ends.with_columns(pl.col("kpi_code").alias("kpi"), _named()).join(shows, on="kpi_code", how="semi")
    return found.group_by("kpi").agg(completed_on=pl.col("upto").min()).sort("kpi")


def _named() -> pl.Expr:
    return pl.format("{} to {}", "kpi_code", "upto").alias("kpi_code")
