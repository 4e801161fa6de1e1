"""Relief: which figures the contract forgives, under which clause and until when; it never changes the figure."""

from __future__ import annotations

from datetime import date

import polars as pl

_EVENT = ("clause", "reason", "relief_from", "relief_to")


def relieved(rows: pl.DataFrame, relief: pl.DataFrame) -> pl.DataFrame:
    """Rows with `relieved` (Boolean, never null), clause, reason (String) and relief_from, relief_to (Date).

    A row is relieved when its period_end falls in an event of its KPI, first and last day included; it lapses by
    itself. Of events that overlap, the one begun last is told. The four are null where there is none. Nothing else of
    the row changes. Needs kpi_code and period_end; rows keep their order.
    """
    events = relief.select("kpi_code", *_EVENT)
    told = (
        rows.select("kpi_code", "period_end")
        .unique()
        .join(events, on="kpi_code")
        .filter(pl.col("period_end").is_between("relief_from", "relief_to"))
        .sort("relief_from")
        .unique(["kpi_code", "period_end"], keep="last", maintain_order=True)
        .select("kpi_code", "period_end", *_EVENT)
    )
    return (
        rows.drop("relieved", *_EVENT, strict=False)
        .join(told, on=["kpi_code", "period_end"], how="left", maintain_order="left")
        .with_columns(pl.col("relief_from").is_not_null().alias("relieved"))
    )


def days_left(relief_to: date, on: date) -> int:
    """How many days of an event are left after the day `on`: 0 on its last day, negative once it has lapsed."""
    return (relief_to - on).days
