"""Why people left: the reasons of the leaving reasons return, added up over the twelve months to a month's end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core.frames import facts
from sct_dash.core.staffing import placed

Picture = Mapping[str, pl.DataFrame]


def reasons(
    picture: Picture,
    month_end: date,
    *,
    service: str | None = None,
    team: str | None = None,
    priority: str | None = None,
) -> pl.DataFrame:
    """One row a reason of the twelve months to `month_end`, the most given first, then by name.

    Columns: reason String, count Float64 (how many people gave it), share Float64 (percent of all of them), of
    Float64 (all of them), demonstration Boolean (any of its rows is one). `service`, `team` and `priority` keep the
    teams of one, as the list of teams has them in force at the month's end; People keeps every team.
    """
    rows = _twelve_months(picture, month_end)
    kept = {"service": service, "team": team, "priority": None if priority == "People" else priority}
    conditions = [pl.col(name) == value for name, value in kept.items() if value is not None]
    return (
        placed(rows, facts(picture, "teams"))
        .filter(pl.all_horizontal(conditions) if conditions else pl.lit(True))
        .group_by("reason")
        .agg(pl.col("count").sum(), pl.col("demonstration").fill_null(False).any())
        .with_columns(of=pl.col("count").sum())
        .select("reason", "count", (100.0 * pl.col("count") / pl.col("of")).alias("share"), "of", "demonstration")
        .sort(["count", "reason"], descending=[True, False])
    )


def months_held(picture: Picture, month_end: date) -> int:
    """For how many of the twelve months to `month_end` any reason is held, of whatever team."""
    return _twelve_months(picture, month_end)["month_end"].n_unique()


def _twelve_months(picture: Picture, month_end: date) -> pl.DataFrame:
    return facts(picture, "leaving_reasons").filter(
        pl.col("month_end") <= month_end, pl.col("month_end") > pl.lit(month_end).dt.offset_by("-12mo").dt.month_end()
    )
