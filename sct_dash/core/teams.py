"""Teams side by side: where each belongs on a day, and whether its share of permanent staff really changes."""

from __future__ import annotations

import polars as pl

from sct_dash.core import signals, staffing
from sct_dash.core.frames import empty

RECENT = 24
"""Months that a team's signal is of: a share that rose over ten years must not hide that it falls now."""


def standing(rows: pl.DataFrame, teams: pl.DataFrame) -> pl.DataFrame:
    """Of the rows of `staffing.months` by team, those of the latest month, with where the team is and its signal.

    Adds team, service and priority String, and of `signals.latest` for its permanent share (higher is better) in the
    RECENT months up to that one: variation, trial, signal_points and signal_type. A real change for the worse comes
    first, then the lowest share; a share that is not known last.
    """
    last = staffing.latest(rows).rename({"group": "team", "period_end": "month_end"})
    since = pl.col("period_end").max().dt.offset_by(f"-{RECENT}mo").dt.month_end()
    told = signals.latest(_points(rows.filter(pl.col("period_end") > since))).rename({"kpi_code": "team"})
    told = told.select("team", "variation", "trial", "signal_points", "signal_type")
    found = staffing.placed(last, teams).join(told, on="team", how="left").rename({"month_end": "period_end"})
    worse = pl.col("variation").str.starts_with("concern")
    return found.sort(~worse, "permanent_share", "team", nulls_last=True)


def _points(rows: pl.DataFrame) -> pl.DataFrame:
    series = rows.select(
        "period",
        "period_end",
        kpi_code="group",
        value="permanent_share",
        unit=pl.lit("percent"),
        direction=pl.lit("higher"),
        relieved=pl.lit(False),
        target=pl.lit(None, pl.Float64),
        target_upper=pl.lit(None, pl.Float64),
    )
    return signals.points(series, empty("rebases"))
